import { freemem } from 'node:os'
import type { RunConfig } from '../contract/run-config.ts'
import type { Trial } from '../contract/workers.ts'
import type { FeedData } from './feed-fill.ts'
import { openFeed, planFeed } from './feed.ts'
import { createTrainingModel } from './model.ts'

// The first runs of a graph also optimise it.
const WARM_STEPS = 2
const LEAST_STEPS = 3
// Steps of a millisecond are too noisy to take three of them.
const LEAST_SECONDS = 0.1

/**
 * Times a few training steps on real batches in this process's environment; gives up after two that
 * take longer than `dropAbove` seconds.
 */
export async function tryTraining(
  config: RunConfig,
  { feeder, ...data }: FeedData & { feeder: string },
  dropAbove = Infinity
): Promise<Trial> {
  const idle = process.memoryUsage.rss()
  const free = idle + (process.availableMemory?.() ?? freemem())
  const feed = await openFeed(planFeed(config, data), feeder)
  try {
    const model = createTrainingModel(config)
    try {
      for (let step = 0; step < WARM_STEPS; step++) model.step(await feed.next(), 0)
      const times: number[] = []
      let total = 0
      // Two slow ones: a single one may be another program's.
      const isHopeless = (): boolean => times.length > 1 && Math.min(...times) > dropAbove
      while (!isHopeless() && (times.length < LEAST_STEPS || total < LEAST_SECONDS)) {
        const batch = await feed.next()
        const startedAt = performance.now()
        model.step(batch, 0)
        const seconds = (performance.now() - startedAt) / 1000
        times.push(seconds)
        total += seconds
      }
      const sorted = times.sort((a, b) => a - b)
      // In kilobytes.
      const most = process.resourceUsage().maxRSS * 1024
      return {
        secondsPerStep: sorted[sorted.length >> 1]!,
        steps: WARM_STEPS + times.length,
        memory: { idle, most, free }
      }
    } finally {
      model.dispose()
    }
  } finally {
    await feed.close()
  }
}
