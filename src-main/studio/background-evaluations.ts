import type { StudioEvent } from '../contract/events.ts'
import type { Run } from '../contract/models.ts'
import type { CheckpointMeasurer, MeasurerNeeds } from './checkpoint-measurer.ts'
import { newId } from './identifiers.ts'
import { findModel } from './models.ts'

// Of a run's time of training, for all evaluations made meanwhile.
const MOST_SHARE = 0.05
// Seconds an evaluation is taken to last before there was one; the first also looks at the data set.
const EXPECTED_SECONDS = 4
// Seconds of training below which a run is a trial that nobody needs figures of.
const SHORTEST_SECONDS = 20
const SAMPLES = 1000

/** Checkpoints that are measured while their runs train, without anybody asking. */
export interface BackgroundEvaluations {
  /** Gives up what is being measured: somebody waits for another. */
  giveWay(): void
}

/** Measures the newest checkpoint of runs that want it, as far as a twentieth of their time allows. */
export function startBackgroundEvaluations(
  { current, book, events, explorer }: MeasurerNeeds,
  measurer: CheckpointMeasurer
): BackgroundEvaluations {
  // The newest checkpoint of each run that was not measured yet.
  const wanted = new Map<string, number>()
  // Seconds that evaluations of a run took, in all and the last time.
  const costs = new Map<string, Cost>()
  let busy: string | undefined

  const begin = (): void => {
    const project = current.peek()
    if (!project) wanted.clear()
    if (!project || busy !== undefined || wanted.size === 0) return
    const runs = book.list()
    const isTraining = runs.some(({ state }) => TRAINING.has(state))
    const run = runs.find(({ id }) => wanted.has(id) && isAffordable(id, isTraining))
    if (run) void measure(run, wanted.get(run.id)!)
  }

  const isAffordable = (run: string, isTraining: boolean): boolean => {
    const trained = current.get().store.metrics.last(run)?.seconds ?? 0
    if (!isTraining) return trained >= SHORTEST_SECONDS
    const { sum, last } = costOf(run)
    return sum + last <= MOST_SHARE * trained
  }

  const costOf = (run: string): Cost => {
    const known = costs.get(run)
    if (known) return known
    const seconds = current
      .get()
      .store.evaluations.list(run)
      .map((one) => one.seconds)
    const sum = seconds.reduce((total, one) => total + one, 0)
    const cost = { sum, last: seconds.at(-1) ?? EXPECTED_SECONDS }
    costs.set(run, cost)
    return cost
  }

  const measure = async ({ id }: Run, images: number): Promise<void> => {
    const job = newId()
    busy = job
    wanted.delete(id)
    const project = current.get()
    try {
      await measurer.measure(project, findModel(project, book, id, images), SAMPLES, job)
    } catch {
      // It was given up or its checkpoint is gone: nobody waits for it, and the next one comes.
    } finally {
      busy = undefined
    }
    if (current.peek() === project) begin()
  }

  events.subscribe((event: StudioEvent) => {
    if (event.type === 'checkpoint') {
      const { run, images } = event.checkpoint
      if (book.list().find(({ id }) => id === run)?.config.evaluate) wanted.set(run, images)
    }
    if (event.type === 'evaluation') {
      const { run, seconds } = event.evaluation
      costs.set(run, { sum: costOf(run).sum + seconds, last: seconds })
    }
    if (event.type === 'run') {
      const { run } = event
      if (run.best !== undefined && run.best > run.images) measurer.chooseBest(run)
    }
    // Several times a second while a run trains, and when it has ended.
    if (event.type === 'run' || event.type === 'checkpoint') begin()
  })

  return {
    giveWay: () => {
      if (busy !== undefined)
        explorer
          .use()
          .cancel(busy)
          .catch(() => {})
    }
  }
}

interface Cost {
  sum: number
  last: number
}

const TRAINING = new Set<Run['state']>(['starting', 'running'])
