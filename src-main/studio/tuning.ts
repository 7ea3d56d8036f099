import {
  environmentOf,
  INTER_OP_THREADS,
  THREADS,
  type EngineSettings,
  type SettingsChoice
} from '../contract/engine-settings.ts'
import { imagesPerStep } from '../contract/images-per-step.ts'
import { StudioError } from '../contract/errors.ts'
import type { EngineStatus } from '../contract/models.ts'
import type { RunConfig } from '../contract/run-config.ts'
import type { TaskData, TrainerApi, Trial } from '../contract/workers.ts'
import { candidatesBeside, same } from './candidates.ts'
import type { Events } from './events.ts'
import { usualSettings, type Machine } from './machine.ts'
import type { WorkerSpawner } from './parts.ts'
import { supervise, type Supervised } from './supervisor.ts'
import { trialKey, type Found, type TrialBook } from './trial-book.ts'

/** A run that is about to be. */
export type TuningTask = TaskData

/** With what a run is trained, and who says so. */
export interface Settled {
  settings: EngineSettings
  choice: SettingsChoice
}

/** Chooses an engine's settings for new runs. */
export interface Tuner {
  /**
   * The fastest settings known or found by a few trial steps; `signal` ends the trials, and the best
   * so far counts. Settings that the person gives are not tried.
   */
  settle(task: TuningTask, signal: AbortSignal): Promise<Settled>
}

/** What the tuner needs of its studio. */
export interface TunerNeeds {
  machine: Machine
  book: TrialBook
  trainer: Supervised<TrainerApi>
  spawner: WorkerSpawner
  events: Events
}

// What trials may take of the time of the run, and of a person's.
const SHARE_OF_RUN = 0.05
const MOST_MS = 10_000
/** Two steps that warm up and three that count: with fewer than twenty times as many it is not worth it. */
const LEAST_STEPS = 100
// A candidate slower than this many times the best is given up after two steps,
const HOPELESS = 1.5
// and one that gains less than this is noise.
const WORTH = 0.95

/** Makes the tuner of one studio; its trials share the machine with no run. */
export function createTuner(needs: TunerNeeds): Tuner {
  const { machine, book, trainer, events } = needs
  const usual = usualSettings(machine)

  const settle: Tuner['settle'] = async (task, signal) => {
    const { config } = task
    const given = givenSettings(config, usual)
    if (given) return { settings: given, choice: 'given' }
    if (config.images / imagesPerStep(config) < LEAST_STEPS)
      return { settings: usual, choice: 'usual' }

    // Started as it will be used, if nothing has changed since.
    const key = trialKey(config, machine)
    const kept = book.find(key)
    const start = kept ? bestOf(kept, usual) : usual
    const status = await trainer
      .useIn(environmentOf(start, config.device))
      .engine({ measure: false })
    if (!status.ready || status.slow !== undefined) {
      // Whatever stands in for TensorFlow is not kept: it may have been repaired by the next time.
      trainer.close()
      return { settings: usual, choice: 'usual' }
    }
    const engine = nameOf(status)
    const found: Found = kept?.engine === engine ? kept : { engine, trials: [] }
    try {
      await tryAll(task, found, signal)
    } finally {
      events.emit({ type: 'tuning' })
      if (found.trials.length > 0) book.keep(key, found)
    }
    // With nothing to compare, nothing was chosen.
    return {
      settings: bestOf(found, usual),
      choice: found.trials.length > 1 ? 'measured' : 'usual'
    }
  }

  // The usual settings first, in the trainer itself: where they win, as they mostly do, it goes on.
  const tryAll = async (task: TuningTask, found: Found, signal: AbortSignal): Promise<void> => {
    const { config } = task
    const startedAt = performance.now()
    const keep = (settings: EngineSettings, { secondsPerStep }: Trial): void =>
      void found.trials.push({ settings, secondsPerStep })
    const tell = (settings: EngineSettings, tried: number, total: number): void =>
      events.emit({ type: 'tuning', tuning: { settings, tried, total } })

    if (!found.trials.some(({ settings }) => same(settings, usual)) && !signal.aborted) {
      tell(usual, 0, 1)
      keep(usual, await trainer.useIn(environmentOf(usual, config.device)).trial(task))
    }
    const [first] = found.trials
    if (!first) return
    const candidates = candidatesBeside(machine, config.device, first.secondsPerStep)
    const runMs = (config.images / imagesPerStep(config)) * first.secondsPerStep * 1000
    const mostMs = Math.min(MOST_MS, runMs * SHARE_OF_RUN)
    for (const [place, candidate] of candidates.entries()) {
      if (found.trials.some(({ settings }) => same(settings, candidate))) continue
      // What is left out is tried before a longer run.
      if (signal.aborted || performance.now() - startedAt > mostMs) return
      tell(candidate, place + 1, candidates.length + 1)
      const least = Math.min(...found.trials.map(({ secondsPerStep }) => secondsPerStep))
      const trial = await tryElsewhere(needs.spawner, candidate, task, least * HOPELESS, signal)
      if (trial) keep(candidate, trial)
    }
  }
  return { settle }
}

// TensorFlow reads its environment once, so each candidate is a process of its own.
async function tryElsewhere(
  spawner: WorkerSpawner,
  candidate: EngineSettings,
  task: TuningTask,
  dropAbove: number,
  signal: AbortSignal
): Promise<Trial | undefined> {
  const worker = supervise<TrainerApi, object>(
    spawner,
    'trainer',
    {},
    environmentOf(candidate, task.config.device)
  )
  const end = (): void => worker.close()
  signal.addEventListener('abort', end)
  try {
    return await worker.use().trial(task, dropAbove)
  } catch {
    // Given up, or it cannot run like this, as where XLA's compiler is missing: no candidate then.
    return undefined
  } finally {
    signal.removeEventListener('abort', end)
    end()
  }
}

// The setting is for the threads of one operation; TensorFlow's own variables are two.
function givenSettings({ threads }: RunConfig, usual: EngineSettings): EngineSettings | undefined {
  if (threads > 0) return { ...usual, threads }
  const { [THREADS]: one, [INTER_OP_THREADS]: other } = process.env
  if (!(Number(one) > 0)) return undefined
  return {
    ...usual,
    threads: Number(one),
    interOpThreads: Number(other) > 0 ? Number(other) : usual.interOpThreads
  }
}

function bestOf({ trials }: Found, usual: EngineSettings): EngineSettings {
  const before = trials.find(({ settings }) => same(settings, usual))
  const [best] = [...trials].sort((a, b) => a.secondsPerStep - b.secondsPerStep)
  if (!best || !before) return usual
  return best.secondsPerStep < before.secondsPerStep * WORTH ? best.settings : usual
}

function nameOf({ tensorflow, provider, device, kernels }: EngineStatus): string {
  return `TensorFlow ${tensorflow}, ${provider}, ${device}${kernels ? ', own kernels' : ''}`
}

/** Throws `config/threads` where a machine has not as many threads as a new run asks for. */
export function checkThreads({ threads }: RunConfig, { cores }: Machine): void {
  if (threads <= cores) return
  throw new StudioError(
    'config/threads',
    `"threads" cannot be ${threads}, because this machine runs ${cores} at once; the nearest valid choice is threads=${cores}, or 0 to have the fastest found.`
  )
}
