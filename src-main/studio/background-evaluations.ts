import type { StudioEvent } from '../contract/events.ts'
import type { Run } from '../contract/models.ts'
import type { CheckpointMeasurer, MeasurerNeeds } from './checkpoint-measurer.ts'
import { newId } from './identifiers.ts'
import { findModel } from './models.ts'

// Of the time while a run trains; the explorer rests after each piece.
const SHARE = 0.05
// Seconds of training below which a run is a trial that nobody needs figures of.
const SHORTEST_SECONDS = 20
const SAMPLES = 1000

/** Checkpoints that are measured without anybody asking. */
export interface BackgroundEvaluations {
  /** Gives up what is being measured: somebody waits for another. */
  giveWay(): void
}

/**
 * Measures the newest checkpoint of runs that want it, one after another: with a twentieth of the time while
 * something trains, and at once when nothing does.
 */
export function startBackgroundEvaluations(
  { current, book, events, explorer }: MeasurerNeeds,
  measurer: CheckpointMeasurer
): BackgroundEvaluations {
  // The newest checkpoint of each run that was not measured yet.
  const wanted = new Map<string, number>()
  let busy: { job: string; run: string; images: number; slow: boolean } | undefined

  const begin = (): void => {
    const project = current.peek()
    if (!project) wanted.clear()
    if (!project || (wanted.size === 0 && !busy)) return
    const runs = book.list()
    const slow = runs.some(({ state }) => TRAINING.has(state))
    if (busy) return slow ? undefined : hurry()
    const isLong = (run: string): boolean =>
      (project.store.metrics.last(run)?.seconds ?? 0) >= SHORTEST_SECONDS
    const run = runs.find(({ id }) => wanted.has(id) && isLong(id))
    if (run) void measure(run, wanted.get(run.id)!, slow)
  }

  // What was begun at the pace of the background goes on at full speed, with the newest checkpoint.
  const hurry = (): void => {
    if (!busy?.slow) return
    if (!wanted.has(busy.run)) wanted.set(busy.run, busy.images)
    busy.slow = false
    giveWay()
  }

  const giveWay = (): void => {
    if (busy) explorer.use().cancel(busy.job).catch(passOver)
  }

  const measure = async ({ id }: Run, images: number, slow: boolean): Promise<void> => {
    const job = newId()
    busy = { job, run: id, images, slow }
    wanted.delete(id)
    const project = current.get()
    const task = { samples: SAMPLES, job, ...(slow && { share: SHARE }) }
    await Promise.resolve()
      .then(() => measurer.measure(project, findModel(project, book, id, images), task))
      .catch(passOver)
    busy = undefined
    begin()
  }

  events.subscribe((event: StudioEvent) => {
    if (event.type === 'checkpoint') {
      const { run, images } = event.checkpoint
      if (book.list().find(({ id }) => id === run)?.config.evaluate) wanted.set(run, images)
    }
    if (event.type === 'run') {
      const { run } = event
      if (run.best !== undefined && run.best > run.images) measurer.chooseBest(run)
    }
    // Several times a second while a run trains, and when it has ended.
    if (event.type === 'run' || event.type === 'checkpoint') begin()
  })
  return { giveWay }
}

const TRAINING = new Set<Run['state']>(['starting', 'running'])

// It was given up or its checkpoint is gone: nobody waits for it, and the next one comes.
const passOver = (): void => undefined
