import { copyFileSync, linkSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { StudioHandlers } from '../contract/api.ts'
import { changesNetworks } from '../contract/fork.ts'
import { StudioError } from '../contract/errors.ts'
import type { Checkpoint } from '../contract/models.ts'
import type { AddClasses } from './conditions.ts'
import { findDataset } from './datasets.ts'
import type { Events } from './events.ts'
import { newId, uniqueName } from './identifiers.ts'
import type { Machine } from './machine.ts'
import { findModel } from './models.ts'
import type { CurrentProject } from './project.ts'
import type { RunBook } from './run-book.ts'
import { digestConfig, planConfig } from './run-plan.ts'
import type { TrainerLine } from './trainer-line.ts'
import { checkThreads } from './tuning.ts'

type Handlers = Pick<
  StudioHandlers,
  'forkRun' | 'moveRun' | 'holdQueue' | 'saveCheckpoint' | 'pinCheckpoint'
>

/** What the life of runs needs of the services beside it. */
export interface LifeNeeds {
  current: CurrentProject
  book: RunBook
  line: TrainerLine
  machine: Machine
  events: Events
  addClasses: AddClasses
}

/** Forks, the queue, and checkpoints by hand. */
export function runLifeService(needs: LifeNeeds): Handlers {
  const { current, book, line, machine, events, addClasses } = needs
  return {
    forkRun: async ({ run: id, images, changes, name, remedy }) => {
      const project = current.get()
      const parent = book.get(id)
      const dataset = findDataset(project, parent.dataset)
      // A person's changes to what the parent was trained with, by the rules of any new run.
      // Another label has other classes.
      const base = 'label' in changes ? { ...parent.config, classes: '' } : parent.config
      const all = await addClasses(dataset, parent.preset, { ...base, ...changes })
      const config = planConfig(dataset, parent.preset, all)
      checkThreads(config, machine)
      const checkpoint = images > 0 ? findModel(project, book, id, images).checkpoint : undefined
      if (checkpoint) checkFork(parent.config, config, images)
      const names = book.list().map((other) => other.name)
      const run = {
        id: newId(),
        name: uniqueName(name ?? `${parent.name} · fork`, names),
        dataset: parent.dataset,
        preset: parent.preset,
        config,
        configDigest: digestConfig(config),
        state: 'queued' as const,
        images,
        imagesPerSecond: 0,
        parent: { run: id, images, ...(remedy !== undefined && { remedy }) },
        createdAt: Date.now()
      }
      // Its own name of the same file: the parent may thin it out or go.
      if (checkpoint) {
        const file = project.checkpointFile(run.id, images)
        share(project.checkpointFile(id, images), file)
      }
      book.add(run)
      if (checkpoint) {
        const own: Checkpoint = { ...checkpoint, run: run.id, createdAt: Date.now(), pinned: false }
        project.store.checkpoints.insert(own)
      }
      // It learns from what its parent learned from, whatever was left out since.
      project.store.runs.setExcluded(run.id, project.store.runs.excluded(id))
      line.enter(run.id)
      return book.get(run.id)
    },
    moveRun: ({ run, before }) => line.move(run, before),
    holdQueue: ({ held }) => (held ? line.hold() : line.letGo()),
    saveCheckpoint: async ({ run }) => {
      await line.save(run)
      return current.get().store.checkpoints.latest(run)!
    },
    pinCheckpoint: ({ run, images, pinned }) => {
      const { store } = current.get()
      findModel(current.get(), book, run, images)
      store.checkpoints.pin(run, images, pinned)
      const checkpoints = store.checkpoints.list(run)
      events.emit({ type: 'checkpoints', run, checkpoints })
      return checkpoints.find((checkpoint) => checkpoint.images === images)!
    }
  }
}

function checkFork(
  from: Parameters<typeof changesNetworks>[0],
  to: Parameters<typeof changesNetworks>[1],
  images: number
): void {
  const key = changesNetworks(from, to)
  if (key !== undefined) {
    throw new StudioError(
      'fork/networks',
      `"${key}" cannot change from ${from[key]} to ${to[key]} in a fork, because the weights of a checkpoint fit its own networks only; leave it, or fork from images 0, which starts afresh.`
    )
  }
  if (to.images <= images) {
    throw new StudioError(
      'run/complete',
      `A fork at ${images} images cannot end at ${to.images}; give a larger total.`
    )
  }
}

// A hard link costs nothing; where the disk has none, a copy.
function share(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true })
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
  }
}
