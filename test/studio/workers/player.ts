// A player whose toys have ended before they began.
import { StudioError } from '../../../src-main/contract/errors.ts'
import type { PlayerApi, PlayerEvents } from '../../../src-main/contract/player.ts'
import { workerPort } from '../../../src-main/rpc/worker-port.ts'
import { serveWorker } from '../../../src-main/rpc/worker.ts'

const rooms = new Set<string>()

serveWorker<PlayerApi, PlayerEvents>(workerPort(), {
  play: async ({ seeds }) =>
    seeds.map((seed) => ({
      ...{ seed, accuracy: 0.5, generatorGradient: 1, iterationsPerSecond: 100 },
      ...{ points: [0, 0], dims: 2 },
      reached: { modes: seed, of: 8, highQuality: 0.5, reverseKl: 0.1 }
    })),
  openToys: async (room) => {
    rooms.add(room)
    return { room, dims: 2, reach: 1, data: '', configs: [] }
  },
  advanceToys: async ({ room }) => {
    if (!rooms.has(room)) throw new StudioError('play/unknown', 'There are no such toys.')
    return []
  },
  closeToys: async (room) => void rooms.delete(room),
  cancel: async () => {}
})
