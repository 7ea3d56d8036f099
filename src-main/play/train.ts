import { setImmediate as pause } from 'node:timers/promises'
import { StudioError } from '../contract/errors.ts'
import { playConfig, type PlayResult, type PlaySettings } from '../contract/play.ts'
import { startEngine } from '../engine/tensorflow.ts'
import { reached } from './diagnostics.ts'
import type { StepNumbers } from '../contract/models.ts'
import { createPlay } from './play.ts'
import { TARGETS } from './targets.ts'

// As many iterations as take some hundredths of a second: then whoever cancels is heard.
const AT_ONCE = 25

/** Trains a toy once with each seed, one after the other; throws `config/*`, and `job/cancelled` where the signal says so. */
export async function trainToys(
  settings: PlaySettings,
  { report, signal }: { report(done: number, total: number): void; signal: AbortSignal }
): Promise<PlayResult[]> {
  const { target, seeds, iterations } = settings
  await startEngine('cpu')
  const results: PlayResult[] = []
  for (const [place, seed] of seeds.entries()) {
    const play = createPlay(
      playConfig(settings, { seed, dims: TARGETS[target].dims }),
      TARGETS[target]
    )
    try {
      const begun = performance.now()
      const last: StepNumbers[] = []
      for (let done = 0; done < iterations; done++) {
        const step = play.step()
        if (done >= iterations * 0.9) last.push(step)
        if (done % AT_ONCE !== 0) continue
        report(place * iterations + done, seeds.length * iterations)
        await pause()
        if (signal.aborted) throw new StudioError('job/cancelled', 'The toys were cancelled.')
      }
      const seconds = (performance.now() - begun) / 1000
      const points = play.samples()
      const found = reached(points, TARGETS[target])
      results.push({
        seed,
        ...(found && { reached: found }),
        accuracy: mean(last.map((step) => (step.realAccuracy + step.fakeAccuracy) / 2)),
        generatorGradient: mean(last.map((step) => step.generatorGradient ?? 0)),
        iterationsPerSecond: iterations / seconds,
        points: Array.from(points),
        dims: TARGETS[target].dims
      })
    } finally {
      play.dispose()
    }
  }
  return results
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
