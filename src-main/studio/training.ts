import type { StudioHandlers } from '../contract/api.ts'
import { imagesPerStep } from '../contract/images-per-step.ts'
import { StudioError } from '../contract/errors.ts'
import type { Estimate, Run } from '../contract/models.ts'
import { PRESETS, type PresetId } from '../contract/presets.ts'
import type { RunConfig } from '../contract/run-config.ts'
import { findDataset } from './datasets.ts'
import type { Estimates } from './estimates.ts'
import { newId, uniqueName } from './identifiers.ts'
import type { Machine } from './machine.ts'
import type { AddClasses } from './conditions.ts'
import type { CurrentProject } from './project.ts'
import type { RunBook } from './run-book.ts'
import { digestConfig, extendConfig, planConfig } from './run-plan.ts'
import type { TrainerLine } from './trainer-line.ts'
import { checkThreads } from './tuning.ts'

type Handlers = Pick<
  StudioHandlers,
  | 'estimateRun'
  | 'startRun'
  | 'pauseRun'
  | 'resumeRun'
  | 'stopRun'
  | 'renameRun'
  | 'deleteRun'
  | 'restoreRun'
  | 'getMetrics'
  | 'getSnapshots'
  | 'getCheckpoints'
>

/** What the training calls need of the services beside them. */
export interface TrainingNeeds {
  current: CurrentProject
  book: RunBook
  line: TrainerLine
  estimates: Estimates
  machine: Machine
  addClasses: AddClasses
}

/** Starting, stopping and reading runs. */
export function trainingService({
  current,
  book,
  line,
  estimates,
  machine,
  addClasses
}: TrainingNeeds): Handlers {
  return {
    // Measured by a few real steps; what cannot be measured now is refused rather than guessed.
    estimateRun: async ({ dataset, preset, changes }) => {
      const project = current.get()
      const set = findDataset(project, dataset)
      const config = planConfig(set, preset, await addClasses(set, preset, changes))
      checkThreads(config, machine)
      const active = line.active()
      if (active) return estimateFrom(book.get(active), config)
      const excluded = project.store.datasets.excluded(dataset)
      const task = { config, cacheFolder: project.cacheFolder(dataset), excluded }
      return estimates.measure(task, () => line.active() === undefined)
    },
    // The config is whole and checked before a row is written, so that every stored run can train.
    startRun: async ({ dataset: id, preset, changes, name }) => {
      const dataset = findDataset(current.get(), id)
      const config = planConfig(dataset, preset, await addClasses(dataset, preset, changes))
      checkThreads(config, machine)
      const title = name ?? `${dataset.name} · ${PRESETS[preset as PresetId].title}`
      const run = book.add({
        id: newId(),
        name: uniqueName(
          title,
          book.list().map((other) => other.name)
        ),
        dataset: id,
        preset,
        config,
        configDigest: digestConfig(config),
        state: 'queued',
        images: 0,
        imagesPerSecond: 0,
        createdAt: Date.now()
      })
      // It may start at once, so its state is read again.
      line.enter(run.id)
      return book.get(run.id)
    },
    pauseRun: async ({ run }) => {
      requireState(book.get(run), ['running'], 'paused')
      await line.pause()
    },
    // A paused run is still in the trainer's memory; any other goes on from its last checkpoint.
    resumeRun: async ({ run: id, images }) => {
      const run = book.get(id)
      if (run.state === 'paused') {
        if (images !== undefined && images !== run.config.images) {
          throw new StudioError(
            'run/paused',
            `“${run.name}” is paused on its way to ${run.config.images} images; stop it first to give it another length.`
          )
        }
        await line.goOn()
        return book.get(id)
      }
      requireState(run, ['stopped', 'interrupted', 'failed', 'finished', 'queued'], 'resumed')
      const config = extendConfig(run, images)
      book.change(id, { config, configDigest: digestConfig(config) })
      line.enter(id)
      return book.get(id)
    },
    stopRun: async ({ run }) => {
      requireState(book.get(run), ['queued', 'starting', 'running', 'paused'], 'stopped')
      await line.leave(run)
    },
    renameRun: ({ run, name }) => {
      book.get(run)
      return book.change(run, { name })
    },
    // The row is only marked and the files stay, so that every deletion can be undone.
    deleteRun: async ({ run: id }) => {
      const run = book.get(id)
      if (line.active() === id) {
        throw new StudioError(
          'run/active',
          `“${run.name}” is ${run.state}; stop it before deleting.`
        )
      }
      // A deleted run must not start when its turn comes.
      if (run.state === 'queued') await line.leave(id)
      book.remove(id)
    },
    restoreRun: ({ run }) => book.restore(run),
    getMetrics: ({ run, ...part }) =>
      current.get().store.metrics.evenly(book.get(run).id, undefined, part),
    getSnapshots: ({ run }) => current.get().store.snapshots.list(book.get(run).id),
    getCheckpoints: ({ run }) => current.get().store.checkpoints.list(book.get(run).id)
  }
}

function requireState(run: Run, states: Run['state'][], verb: string): void {
  if (states.includes(run.state)) return
  throw new StudioError('run/state', `“${run.name}” is ${run.state}, so it cannot be ${verb}.`)
}

// What the speed of a step does not depend on.
const FREE_OF_SPEED: (keyof RunConfig)[] = [
  ...(['images', 'seed', 'snapshotEvery', 'checkpointEvery', 'checkpointSeconds'] as const),
  ...(['evaluate', 'stopMinutes', 'stopWithoutBetter', 'stopWhenSick'] as const)
]

// Measuring beside a run would slow it and be wrong; its own speed serves where the networks agree.
function estimateFrom(active: Run, config: RunConfig): Estimate {
  const relevant = (from: RunConfig): string =>
    JSON.stringify(
      Object.entries(from).filter(([key]) => !FREE_OF_SPEED.includes(key as keyof RunConfig))
    )
  if (active.imagesPerSecond > 0 && relevant(active.config) === relevant(config)) {
    return {
      secondsPerStep: imagesPerStep(config) / active.imagesPerSecond,
      startSeconds: 0,
      totalSeconds: config.images / active.imagesPerSecond,
      device: config.device
    }
  }
  throw new StudioError(
    'estimate/busy',
    `“${active.name}” is training, so the speed of other settings cannot be measured now; stop it first, or start without an estimate.`
  )
}
