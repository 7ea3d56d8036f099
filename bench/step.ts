import { resolveConfig } from '../src-main/contract/presets.ts'
import { capture, type Captured, type StepFunction } from '../src-main/engine/capture.ts'
import { runEagerly } from '../src-main/engine/eager.ts'
import { createRandom } from '../src-main/engine/random.ts'
import { startEngine } from '../src-main/engine/tensorflow.ts'
import { createVariables, type Variables } from '../src-main/engine/variables.ts'
import { createFamily } from '../src-main/gan/family.ts'
import { fillLatents } from '../src-main/gan/pictures.ts'
import type { Result } from './result.ts'

const SIZES = [16, 32, 64] as const
const ROUNDS = 10
const STEPS = 20

type Mode = (functions: Record<'train', StepFunction>, state: Variables) => Captured<'train'>

/**
 * The `dcgan` preset's training step, captured and eager: the same function on the same batches, in
 * alternating rounds, so that whatever else the machine does meets both.
 */
export async function benchStep(say: (line: string) => void): Promise<Result[]> {
  const { threads, version } = await startEngine()
  say(
    `DCGAN, 64 filters, batch 64, ${ROUNDS} x ${STEPS} steps each; TensorFlow ${version}, ${threads} threads`
  )
  return SIZES.map((size) => {
    const captured = trainer(size, capture)
    const eager = trainer(size, runEagerly)
    // The first runs optimise the graph and grow the memory pools.
    for (const run of [captured, eager]) times(run.step, 3)
    const rounds = Array.from({ length: ROUNDS }, () => ({
      ours: times(captured.step, STEPS),
      theirs: times(eager.step, STEPS)
    }))
    captured.dispose()
    eager.dispose()
    const ours = rounds.flatMap((round) => round.ours)
    const theirs = rounds.flatMap((round) => round.theirs)
    // Compared within each round first: a machine that slows down for a while slows both.
    const ratio = median(rounds.map((round) => median(round.ours) / median(round.theirs)))
    const [a, b] = [median(ours), median(theirs)]
    say(
      `${size} px: captured ${a.toFixed(1)} ms, eager ${b.toFixed(1)} ms: ${(1 / ratio).toFixed(2)}x faster (minima ${Math.min(...ours).toFixed(1)} and ${Math.min(...theirs).toFixed(1)})`
    )
    return {
      bench: 'step',
      case: `dcgan-${size}`,
      ours_ms: round(a),
      best_peer: 'eager',
      best_peer_ms: round(b),
      ratio: round(ratio),
      faster: round(1 / ratio)
    }
  })
}

function trainer(size: (typeof SIZES)[number], mode: Mode): { step(): void; dispose(): void } {
  const config = resolveConfig('dcgan', { size })
  const state = createVariables()
  const { train } = createFamily(config, state, createRandom(1, 1))
  const model = mode({ train }, state)
  const random = createRandom(1, 2)
  const real = new Float32Array(config.batch * size * size * 3)
  const latents = new Float32Array(config.batch * config.latent)
  const rate = Float32Array.of(config.generatorRate)
  random.fillUniform(real, -1, 1)
  return {
    step() {
      fillLatents(config, random, latents)
      model.run.train({ real, latents, generatorRate: rate, discriminatorRate: rate })
    },
    dispose: () => model.dispose()
  }
}

function times(step: () => void, count: number): number[] {
  return Array.from({ length: count }, () => {
    const startedAt = performance.now()
    step()
    return performance.now() - startedAt
  })
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}

const round = (value: number): number => Math.round(value * 100) / 100
