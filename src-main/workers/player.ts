import { StudioError } from '../contract/errors.ts'
import type { PlayerApi, PlayerEvents } from '../contract/player.ts'
import { openRoom, type Room } from '../play/room.ts'
import { trainToys } from '../play/train.ts'
import { serveWorker } from '../rpc/worker.ts'
import { workerPort } from '../rpc/worker-port.ts'
import { createWorkerJobs } from './jobs.ts'

// A page that is gone has closed nothing.
const MOST_ROOMS = 4

// The one that was used last stands last.
const rooms = new Map<string, Room>()
const jobs = createWorkerJobs((event) => events.onProgress(event))

function close(name: string): void {
  rooms.get(name)?.dispose()
  rooms.delete(name)
}

const api: PlayerApi = {
  play: (task) => jobs.run(task.job, (context) => trainToys(task, context)),
  async openToys(name, toys) {
    const room = await openRoom(toys)
    close(name)
    rooms.set(name, room)
    for (const oldest of [...rooms.keys()].slice(0, -MOST_ROOMS)) close(oldest)
    return { room: name, ...room.facts }
  },
  async advanceToys({ room: name, ...how }) {
    const room = rooms.get(name)
    if (!room) {
      throw new StudioError(
        'play/unknown',
        'These toys were put away, as others were opened since; start them anew.'
      )
    }
    rooms.delete(name)
    rooms.set(name, room)
    return room.advance(how)
  },
  closeToys: async (name) => close(name),
  cancel: (job) => jobs.cancel(job)
}

const events = serveWorker<PlayerApi, PlayerEvents>(workerPort(), api)
