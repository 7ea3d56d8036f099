import type { Estimate } from '../contract/models.ts'
import type { RunConfig } from '../contract/run-config.ts'
import { drawPictures } from '../gan/pictures.ts'
import { openFeed, planFeed } from './feed.ts'
import { createTrainingModel } from './model.ts'

// The first runs of a graph also optimise it.
const WARM_STEPS = 3
const MEASURED_STEPS = 6

/** Measures a few real steps and a grid, and from them how long a whole run takes. */
export async function estimateTraining(
  config: RunConfig,
  { cacheFolder, feeder }: { cacheFolder: string; feeder: string }
): Promise<Omit<Estimate, 'device'>> {
  const startedAt = performance.now()
  const feed = await openFeed(planFeed(config, cacheFolder), feeder)
  const model = createTrainingModel(config)
  try {
    for (let step = 0; step < WARM_STEPS; step++) model.step(await feed.next(), 0)
    const startSeconds = (performance.now() - startedAt) / 1000
    const times: number[] = []
    for (let step = 0; step < MEASURED_STEPS; step++) {
      const stepAt = performance.now()
      model.step(await feed.next(), 0)
      times.push((performance.now() - stepAt) / 1000)
    }
    const secondsPerStep = times.sort((a, b) => a - b)[MEASURED_STEPS / 2]!
    drawPictures(model.graph, model.fixed.slice(0, 1))
    const gridSeconds = secondsOf(() => drawPictures(model.graph, model.fixed))
    const totalSeconds =
      startSeconds +
      Math.ceil(config.images / config.batch) * secondsPerStep +
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
