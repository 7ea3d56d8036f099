import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core'
import type { RunConfig } from '../contract/run-config.ts'
import { capture } from '../engine/capture.ts'
import { createRandom, STREAMS } from '../engine/random.ts'
import { createVariables } from '../engine/variables.ts'
import { createFamily } from '../gan/family.ts'
import { oneLevel } from '../gan/levels.ts'
import { fillLatents } from '../gan/pictures.ts'
import { latentBatches } from '../gan/turns.ts'
import { averageShare, instanceNoise, learningRate, valueAt } from '../training/schedule.ts'
import { pointNetworks } from './networks.ts'
import type { Target } from './targets.ts'

/** Points that are drawn or judged in one call. */
export const PLAY_SAMPLES = 2_500

/** The numbers of one iteration; gradients are norms. */
export interface PlayStep {
  generatorLoss: number
  discriminatorLoss: number
  realAccuracy: number
  fakeAccuracy: number
  generatorGradient: number
  discriminatorGradient: number
}

/** A toy in training: points of a target, and perceptrons that play for them. */
export interface Play {
  /** One iteration: the updates of a training step. */
  step(): PlayStep
  /** [PLAY_SAMPLES,dims], of z that are the same every time. */
  samples(): Float32Array
  /** The discriminator's logits of points, [PLAY_SAMPLES,dims]. */
  judge(points: Float32Array): Float32Array
  dispose(): void
}

/**
 * Makes a toy of a run's own config: its losses, penalties, optimizers and stabilisers are those of pictures, and
 * whatever is about pictures is not looked at. Equal configs play the same game.
 */
export function createPlay(config: RunConfig, target: Target): Play {
  const { dims } = target
  const { batch, discriminatorSteps, latent } = config
  const state = createVariables()
  const given = oneLevel(config, pointNetworks(dims), [1, 1, dims])
  const family = createFamily(config, state, createRandom(config.seed, STREAMS.weights), given)
  const graph = capture(
    {
      train: family.train,
      samples: {
        inputs: { latents: [PLAY_SAMPLES, latent] },
        step: ({ latents }) => ({ points: family.generate(latents as Tensor2D) })
      },
      judge: {
        inputs: { points: [PLAY_SAMPLES, 1, 1, dims] },
        step: ({ points }) => ({
          logits: family.discriminate(points as Tensor4D, 'sample').logits
        })
      }
    },
    state
  )
  const data = createRandom(config.seed, STREAMS.points)
  const noise = createRandom(config.seed, STREAMS.latents)
  const chances = createRandom(config.seed, STREAMS.augmentation)
  const real = new Float32Array(batch * discriminatorSteps * dims)
  const latents = new Float32Array(batch * latentBatches(config) * latent)
  const held = new Float32Array(PLAY_SAMPLES * latent)
  fillLatents(config, createRandom(config.seed, STREAMS.samples), held)
  const rates = {
    generatorRate: learningRate(config, config.generatorRate),
    discriminatorRate: learningRate(config, config.discriminatorRate),
    noise: instanceNoise(config)
  }
  let images = 0
  return {
    step() {
      target.draw(data, real)
      fillLatents(config, noise, latents)
      const now = (name: keyof typeof rates): Float32Array =>
        Float32Array.of(valueAt(rates[name], images))
      const out = graph.run.train({
        ...{ real, latents },
        ...{ generatorRate: now('generatorRate'), discriminatorRate: now('discriminatorRate') },
        averageShare: Float32Array.of(averageShare(config, images)),
        ...{ chance: Float32Array.of(chances.uniform() * 2 ** 24), noise: now('noise') }
      })
      images += batch * discriminatorSteps
      return Object.fromEntries(
        Object.entries(out).map(([name, [value]]) => [name, value!])
      ) as unknown as PlayStep
    },
    samples: () => graph.run.samples({ latents: held })['points']!,
    judge: (points) => graph.run.judge({ points })['logits']!,
    dispose: () => graph.dispose()
  }
}
