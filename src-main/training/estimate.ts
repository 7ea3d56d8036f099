import type { Estimate } from '../contract/models.ts'
import type { RunConfig } from '../contract/run-config.ts'
import { openBatches } from '../datasets/batches.ts'
import type { Cache } from '../datasets/cache.ts'
import { createRandom, STREAMS } from '../engine/random.ts'
import { drawPictures } from '../gan/pictures.ts'
import { createTrainingModel } from './model.ts'

// The first runs of a graph also optimise it.
const WARM_STEPS = 3
const MEASURED_STEPS = 6

/** Measures a few real steps and a grid, and from them how long a whole run takes. */
export function estimateTraining(config: RunConfig, cache: Cache): Omit<Estimate, 'device'> {
  const startedAt = performance.now()
  const model = createTrainingModel(config)
  const batches = openBatches(cache, config.batch, createRandom(config.seed, STREAMS.data), {
    flip: config.flip
  })
  try {
    for (let step = 0; step < WARM_STEPS; step++) model.step(batches, 0)
    const startSeconds = (performance.now() - startedAt) / 1000
    const times = Array.from({ length: MEASURED_STEPS }, () =>
      secondsOf(() => model.step(batches, 0))
    )
    const secondsPerStep = times.sort((a, b) => a - b)[MEASURED_STEPS / 2]!
    drawPictures(model.graph, model.fixed.slice(0, 1))
    const gridSeconds = secondsOf(() => drawPictures(model.graph, model.fixed))
    const totalSeconds =
      startSeconds +
      Math.ceil(config.images / config.batch) * secondsPerStep +
      (1 + Math.floor(config.images / config.snapshotEvery)) * gridSeconds
    return { secondsPerStep, startSeconds, totalSeconds }
  } finally {
    batches.close()
    model.dispose()
  }
}

function secondsOf(work: () => void): number {
  const startedAt = performance.now()
  work()
  return (performance.now() - startedAt) / 1000
}
