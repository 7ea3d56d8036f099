import {
  environmentOf,
  settingsOf,
  type Environment,
  type SettingsChoice
} from '../contract/engine-settings.ts'
import { StudioError, toErrorRecord } from '../contract/errors.ts'
import type { Run } from '../contract/models.ts'
import type { TrainerApi, TrainTask } from '../contract/workers.ts'
import type { RunChanges } from '../store/runs.ts'
import type { Estimates } from './estimates.ts'
import type { Events } from './events.ts'
import type { CurrentProject, OpenProject } from './project.ts'
import type { RunBook } from './run-book.ts'
import type { RunRecorder } from './run-recorder.ts'
import type { Supervised } from './supervisor.ts'
import { afterFailure, closedAt, goesOnFrom, latestCheckpoint, prepareTask } from './train-task.ts'
import type { Tuner } from './tuning.ts'
import type { Waiting } from './waiting.ts'

// How long closing the studio waits for the last checkpoint.
const LAST_CHECKPOINT_MS = 30_000

/** The one run that trains, and the end of each before the next. */
export interface TrainerLine {
  /** The run that the trainer works on, paused or not. */
  active(): string | undefined
  /** Starts now, or waits while another run trains. */
  enter(run: string): void
  /** Pauses the active run; throws where none is running. */
  pause(): Promise<void>
  /** Pauses the active run for want of room on the disk, which `problem` says. */
  halt(run: string, problem: string): void
  /** Ends the pause; throws `project/disk-full` where what it did could still not be written. */
  goOn(): Promise<void>
  /** Puts a waiting run before another one, or at the end; throws where either does not wait. */
  move(run: string, before?: string): void
  /** Holds the queue: the run that trains goes on, and none follows. */
  hold(): void
  /** Lets the queue go on, at once where nothing trains. */
  letGo(): void
  /** Saves the active run between two steps; throws where it does not train. */
  save(run: string): Promise<void>
  /** Ends a run of the line; one that trains writes a checkpoint first. */
  leave(run: string): Promise<void>
  /** Ends the active run as finished before its length, with a checkpoint and a sentence why. */
  finish(run: string, why: string): Promise<void>
  /** Puts right what a studio that ended without closing has left behind. */
  adopt(project: OpenProject): void
  /** Empties the line when its project is closed; the store keeps what waits. */
  forget(): void
  /** Saves the active run and ends it as interrupted. */
  close(): Promise<void>
}

/** What the line needs of its studio. */
export interface TrainerLineNeeds {
  current: CurrentProject
  book: RunBook
  events: Events
  recorder: Pick<RunRecorder, 'catchUp'>
  trainer: Supervised<TrainerApi>
  waiting: Waiting
  estimates: Estimates
  tuner: Tuner
}

export function createTrainerLine(needs: TrainerLineNeeds): TrainerLine {
  const { current, book, events, recorder, trainer, waiting, estimates, tuner } = needs
  // Until the trainer has its task nobody but this line can obey a wish to stop.
  let active:
    | { run: string; ended: Promise<void>; begun?: true; why?: string; unwanted: AbortController }
    | undefined
  let closing = false

  const begin = (id: string): void => {
    const begun = { problem: undefined, finishedAt: undefined, ended: undefined }
    book.change(id, { state: 'starting', ...begun })
    // Later, so that a failure at the first step finds the run active and ends it.
    const unwanted = new AbortController()
    active = {
      run: id,
      unwanted,
      ended: Promise.resolve()
        .then(() => train(id, unwanted.signal))
        .catch(tellUnkept)
    }
  }

  // On a full disk even the end of a run cannot be written. Its checkpoints are files of their own,
  // and what the store still calls running is put right when the project is opened again.
  const tellUnkept = (error: unknown): void => {
    active = undefined
    const why = toErrorRecord(error).message
    const text = `The end of a run could not be written to the project (${why}); free some space and open the project again.`
    events.emit({ type: 'message', level: 'problem', text })
  }

  // However training ends, the store says so before the next run begins.
  const train = async (id: string, unwanted: AbortSignal): Promise<void> => {
    let changes: RunChanges
    try {
      await estimates.settled()
      const { outcome, images } = await trainUnlessStopped(id, unwanted)
      if (closing && !active?.begun) return waitAgain(id)
      const ended = active?.why
      const early = closing ? 'interrupted' : ended !== undefined ? 'finished' : 'stopped'
      const state = outcome === 'done' ? 'finished' : early
      changes = {
        ...{ state, images },
        ...(state === 'interrupted' && { problem: closedAt(images) }),
        ...(state === 'finished' && outcome !== 'done' && { ended })
      }
    } catch (error) {
      const project = current.peek()
      // The studio has closed without waiting any longer, and has said so of the run.
      if (!project) return
      changes = afterFailure(error, latestCheckpoint(project, id))
    }
    active = undefined
    const run = book.change(id, { ...changes, finishedAt: Date.now() })
    if (changes.state === 'interrupted' && waiting.state().waiting.length > 0) {
      waiting.hold(`“${run.name}” was interrupted; nothing follows it by itself.`)
    }
    // Whatever stood in for TensorFlow is not kept: it may have been repaired by the next run.
    if (run.engine?.slow !== undefined) trainer.close()
    if (run.problem) {
      events.emit({ type: 'message', level: 'problem', text: `“${run.name}”: ${run.problem}` })
    }
    next()
  }

  // The studio closes before the first step of a run whose turn had just come: it is still the next one.
  const waitAgain = (id: string): void => {
    active = undefined
    book.change(id, { state: 'queued' })
    const [first] = waiting.state().waiting
    waiting.put(id, first)
  }

  const trainUnlessStopped = async (
    id: string,
    unwanted: AbortSignal
  ): ReturnType<TrainerApi['train']> => {
    const run = book.get(id)
    const task = prepareTask(current.get(), run)
    const { environment, choice } = unwanted.aborted
      ? { environment: {} }
      : await settle(run, task, unwanted)
    if (unwanted.aborted) return { outcome: 'stopped', images: run.images }
    const training = trainer.useIn(environment).train({ ...task, ...(choice && { choice }) })
    if (active) active.begun = true
    return await training
  }

  // Only new runs are tuned. Others go on as they were trained, those from before there was a record
  // as TensorFlow does by itself, because their sums of floats would come out otherwise.
  const settle = async (
    { engine }: Run,
    task: TrainTask,
    unwanted: AbortSignal
  ): Promise<{ environment: Environment; choice?: SettingsChoice }> => {
    if (!engine) {
      const { settings, choice } = await tuner.settle(task, unwanted)
      return { environment: environmentOf(settings, task.config.device), choice }
    }
    const recorded = settingsOf(engine)
    const environment = recorded ? environmentOf(recorded, task.config.device, engine.kernels) : {}
    return { environment, ...(engine.choice && { choice: engine.choice }) }
  }

  const stop = async (run: NonNullable<typeof active>): Promise<void> => {
    if (run.begun) return await trainer.use().stop()
    run.unwanted.abort()
  }

  const next = (): void => {
    if (active || closing) return
    const id = waiting.next()
    if (id) begin(id)
  }

  return {
    active: () => active?.run,
    enter: (run) => {
      waiting.take(run)
      // What a person starts after a crash lets the queue go on; where they hold it, it waits like the others.
      const { held, why } = waiting.state()
      if (!active && (!held || why !== undefined)) {
        waiting.letGo()
        return begin(run)
      }
      book.change(run, { state: 'queued', problem: undefined, finishedAt: undefined })
      waiting.put(run)
    },
    pause: async () => {
      const run = requireActive(active, book, 'running')
      await trainer.use().pause()
      // It may have ended meanwhile.
      if (active?.run === run) book.change(run, { state: 'paused' })
    },
    halt: (run, problem) => {
      if (active?.run !== run || book.get(run).state === 'paused') return
      // It may end or die meanwhile, which is told on its own.
      trainer
        .use()
        .pause()
        .catch(() => {})
      book.change(run, { state: 'paused', problem })
      events.emit({
        type: 'message',
        level: 'problem',
        text: `“${book.get(run).name}”: ${problem}`
      })
    },
    goOn: async () => {
      const run = requireActive(active, book, 'paused')
      recorder.catchUp()
      // Before it goes on: it may halt again at once, which comes before the answer.
      book.change(run, { state: 'running', problem: undefined })
      await trainer.use().resume()
    },
    move: (run, before) => {
      const stranger = [run, before].find((id) => id !== undefined && !waiting.has(id))
      if (stranger !== undefined) {
        throw new StudioError('run/not-waiting', `“${book.get(stranger).name}” does not wait.`)
      }
      waiting.put(run, before)
    },
    hold: () => waiting.hold(),
    letGo: () => {
      waiting.letGo()
      next()
    },
    save: async (run) => {
      if (active?.run !== run || !active.begun) {
        throw new StudioError(
          'run/not-running',
          `“${book.get(run).name}” does not train now; its newest checkpoint is what there is.`
        )
      }
      await trainer.use().save()
    },
    leave: async (run) => {
      if (active?.run === run) return await stop(active)
      waiting.take(run)
      book.change(run, { state: 'stopped', finishedAt: Date.now() })
    },
    finish: async (run, why) => {
      if (active?.run !== run || active.why !== undefined) return
      active.why = why
      await stop(active)
    },
    adopt: (project) => {
      const { runs } = project.store
      for (const { id } of runs.inStates(['starting', 'running', 'paused'])) {
        const problem = `The studio ended while it trained; ${goesOnFrom(latestCheckpoint(project, id))}.`
        runs.update(id, { state: 'interrupted', problem })
      }
      waiting.adopt(runs.waiting())
    },
    forget: () => waiting.clear(),
    close: async () => {
      closing = true
      if (!active) return
      const { run, ended } = active
      // Its failure is that of the run, which `train` keeps.
      const stopped = stop(active)
      stopped.catch(() => {})
      if (await endsWithin(ended, LAST_CHECKPOINT_MS)) return
      const problem = `The studio closed before it could be saved; ${goesOnFrom(latestCheckpoint(current.get(), run))}.`
      book.change(run, { state: 'interrupted', problem })
    }
  }
}

function requireActive(
  active: { run: string } | undefined,
  book: RunBook,
  state: Run['state']
): string {
  const run = active && book.get(active.run)
  if (run?.state === state) return run.id
  throw new StudioError(
    'run/not-' + state,
    run ? `“${run.name}” is ${run.state}, not ${state}.` : `No run is ${state} at the moment.`
  )
}

function endsWithin(ended: Promise<void>, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), milliseconds)
    void ended.then(() => {
      clearTimeout(timer)
      resolve(true)
    })
  })
}
