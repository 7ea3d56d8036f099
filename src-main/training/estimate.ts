import { imagesPerStep } from '../contract/images-per-step.ts'
import type { Estimate } from '../contract/models.ts'
import type { RunConfig } from '../contract/run-config.ts'
import { drawPictures } from '../gan/pictures.ts'
import type { FeedData } from './feed-fill.ts'
import { openFeed, planFeed } from './feed.ts'
import { createTrainingModel } from './model.ts'

// The first runs of a graph also optimise it.
const WARM_STEPS = 3
const MEASURED_STEPS = 6
// Where a step takes many seconds, as with the slow engine, one of each has to do.
const LONGEST_SECONDS = 5

/** Measures a few real steps and a grid, and from them how long a whole run takes. */
export async function estimateTraining(
  config: RunConfig,
  { feeder, ...data }: FeedData & { feeder: string }
): Promise<Omit<Estimate, 'device'>> {
  const startedAt = performance.now()
  const model = createTrainingModel(config)
  const feed = await openFeed(planFeed(config, data), feeder).catch((error: unknown) => {
    model.dispose()
    throw error
  })
  try {
    const measure = async (count: number): Promise<number[]> => {
      const times: number[] = []
      const endAt = performance.now() + LONGEST_SECONDS * 1000
      while (times.length === 0 || (times.length < count && performance.now() < endAt)) {
        const batch = await feed.next()
        times.push(secondsOf(() => model.step(batch, 0)))
      }
      return times.sort((a, b) => a - b)
    }
    await measure(WARM_STEPS)
    const startSeconds = (performance.now() - startedAt) / 1000
    const times = await measure(MEASURED_STEPS)
    const secondsPerStep = times[times.length >> 1]!
    drawPictures(model.graph, model.fixed.slice(0, 1))
    const gridSeconds = secondsOf(() => drawPictures(model.graph, model.fixed))
    const totalSeconds =
      startSeconds +
      Math.ceil(config.images / imagesPerStep(config)) * secondsPerStep +
      (1 + Math.floor(config.images / config.snapshotEvery)) * gridSeconds
    return { secondsPerStep, startSeconds, totalSeconds }
  } finally {
    await feed.close()
    model.dispose()
  }
}

function secondsOf(work: () => void): number {
  const startedAt = performance.now()
  work()
  return (performance.now() - startedAt) / 1000
}
