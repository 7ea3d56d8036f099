import {
  mul,
  reshape,
  slice,
  type Rank,
  type Tensor,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import type { StepNumbers } from '../contract/models.ts'
import {
  LINE_THREADS,
  PULLED_SAMPLES,
  SQUARE_THREADS,
  type ToyTurn
} from '../contract/play-live.ts'
import type { RunConfig, ToySettings } from '../contract/run-config.ts'
import { capture, type StepFunction } from '../engine/capture.ts'
import { gradientsAt } from '../engine/gradients.ts'
import { createRandom, STREAMS } from '../engine/random.ts'
import { createVariables } from '../engine/variables.ts'
import type { Family } from '../gan/families/family.ts'
import { createFamily } from '../gan/family.ts'
import { oneLevel } from '../gan/levels.ts'
import { LOSSES } from '../gan/losses.ts'
import type { AdversarialLoss } from '../gan/losses/loss.ts'
import { fillLatents } from '../gan/pictures.ts'
import { latentBatches } from '../gan/turns.ts'
import { averageShare, instanceNoise, learningRate, valueAt } from '../training/schedule.ts'
import { quantiles } from './densities.ts'
import { pointNetworks } from './networks.ts'
import type { Target } from './targets.ts'

/** Points that are measured, of z that are the same every time. */
export const PLAY_SAMPLES = 2_500

/** How both networks stand. */
export interface Look {
  /** [PLAY_SAMPLES,dims] */
  samples: Float32Array
  /** The discriminator's logit at each place that is looked at, less what parts real from generated. */
  logits: Float32Array
  /** [PULLED_SAMPLES,dims]: minus the slope of the generator's loss at the first samples, each as if alone. */
  pull: Float32Array
  /** Images of the threads' z: [LINE_THREADS,1] or [SQUARE_THREADS^2,2]. */
  fabric: Float32Array
}

/** A toy in training: points of a target, and perceptrons that play for them. */
export interface Play {
  /** One iteration: the updates of a training step, or those of one network alone. */
  step(turn?: ToyTurn): StepNumbers
  samples(): Float32Array
  look(): Look
  dispose(): void
}

/** How it is looked at. */
export interface PlayView {
  /** Places [N,dims] at which the discriminator's verdict is told. */
  places: Float32Array
  /** Points of the data [PULLED_SAMPLES,dims] at least. */
  data: Float32Array
}

/**
 * Makes a toy of a run's own config: its losses, penalties, optimizers and stabilisers are those of pictures, and
 * whatever is about pictures is not looked at. Equal configs play the same game, whether it is looked at or not.
 */
export function createPlay(config: RunConfig & ToySettings, target: Target, view?: PlayView): Play {
  const { dims } = target
  const { batch, discriminatorSteps, latent } = config
  const state = createVariables()
  const level = oneLevel(config, pointNetworks(dims), [1, 1, dims])
  const family = createFamily(config, state, createRandom(config.seed, STREAMS.weights), level)
  const functions: Record<string, StepFunction> = {
    train: family.train,
    samples: {
      inputs: { latents: [PLAY_SAMPLES, latent] },
      step: ({ latents }) => ({ points: family.generate(latents as Tensor2D) })
    },
    ...(view && {
      trainGenerator: family.only('generator'),
      trainDiscriminator: family.only('discriminator'),
      look: lookFunction(config, family, { dims, places: view.places.length / dims })
    })
  }
  const graph = capture(functions, state)
  const data = createRandom(config.seed, STREAMS.points)
  const noise = createRandom(config.seed, STREAMS.latents)
  const chances = createRandom(config.seed, STREAMS.augmentation)
  const real = new Float32Array(batch * discriminatorSteps * dims)
  const latents = new Float32Array(batch * latentBatches(config) * latent)
  const held = heldLatents(config, dims)
  const lookInputs = view && {
    threads: threadLatents(config, dims),
    places: view.places,
    data: view.data.subarray(0, PULLED_SAMPLES * dims)
  }
  const rates = {
    generatorRate: learningRate(config, config.generatorRate),
    discriminatorRate: learningRate(config, config.discriminatorRate),
    noise: instanceNoise(config)
  }
  let images = 0
  return {
    step(turn = 'both') {
      target.draw(data, real)
      fillLatents(config, noise, latents)
      const now = (name: keyof typeof rates): Float32Array =>
        Float32Array.of(valueAt(rates[name], images))
      const out = graph.run[FUNCTIONS[turn]]!({
        ...{ real, latents },
        ...{ generatorRate: now('generatorRate'), discriminatorRate: now('discriminatorRate') },
        averageShare: Float32Array.of(averageShare(config, images)),
        ...{ chance: Float32Array.of(chances.uniform() * 2 ** 24), noise: now('noise') }
      })
      images += batch * discriminatorSteps
      return Object.fromEntries(
        Object.entries(out).map(([name, [value]]) => [name, value!])
      ) as unknown as StepNumbers
    },
    samples: () => graph.run['samples']!({ latents: held })['points']!,
    look() {
      const out = graph.run['look']!({ latents: held, ...lookInputs })
      const { samples, logits, pull, fabric } = out as unknown as Look
      return { samples, logits, pull, fabric }
    },
    dispose: () => graph.dispose()
  }
}

const FUNCTIONS: Record<ToyTurn, string> = {
  both: 'train',
  discriminator: 'trainDiscriminator',
  generator: 'trainGenerator'
}

function lookFunction(
  config: RunConfig,
  family: Family,
  { dims, places }: { dims: number; places: number }
): StepFunction {
  const lossOf: AdversarialLoss = LOSSES[config.loss]
  const asPoints = (x: Tensor): Tensor4D => reshape<Rank.R4>(x, [-1, 1, 1, dims])
  const judge = (x: Tensor): Tensor2D => family.discriminate(asPoints(x), 'sample').logits
  const threads = dims === 1 ? LINE_THREADS : SQUARE_THREADS ** 2
  return {
    inputs: {
      latents: [PLAY_SAMPLES, config.latent],
      threads: [threads, config.latent],
      places: [places, dims],
      data: [PULLED_SAMPLES, dims]
    },
    step: ({ latents, threads, places, data }) => {
      const samples = reshape<Rank.R2>(family.generate(latents as Tensor2D), [-1, dims])
      const pulled = slice(samples, [0, 0], [PULLED_SAMPLES, dims])
      const real = judge(data!)
      const { gradients } = gradientsAt([pulled], () => ({
        loss: lossOf.generator(judge(pulled), () => real)
      }))
      const boundary = lossOf.boundary(real, judge(pulled))
      return {
        samples,
        logits: judge(places!).sub(boundary),
        // The loss is a mean.
        pull: mul(gradients[0]!, -PULLED_SAMPLES),
        fabric: family.generate(threads as Tensor2D)
      }
    }
  }
}

// Along a line so that equal shares of z lie between neighbours; over a plane by chance.
function heldLatents(config: RunConfig, dims: 1 | 2): Float32Array {
  if (dims === 1) return quantiles(config.latentDistribution, PLAY_SAMPLES)
  const held = new Float32Array(PLAY_SAMPLES * config.latent)
  fillLatents(config, createRandom(config.seed, STREAMS.samples), held)
  return held
}

/** How far threads go: to the ends of the uniform distribution, or to 2.5 deviations of the normal one. */
const THREAD_ENDS: Record<RunConfig['latentDistribution'], number> = { uniform: 1, normal: 2.5 }

/** z of the threads: evenly along the first number, and over a plane along the second; all others are 0. */
export function threadLatents(
  { latent, latentDistribution }: Pick<RunConfig, 'latent' | 'latentDistribution'>,
  dims: 1 | 2
): Float32Array {
  const end = THREAD_ENDS[latentDistribution]
  const side = dims === 1 ? LINE_THREADS : SQUARE_THREADS
  const at = (step: number): number => -end + (2 * end * step) / (side - 1)
  const out = new Float32Array(side ** dims * latent)
  for (let thread = 0; thread < side ** dims; thread++) {
    out[thread * latent] = at(thread % side)
    if (dims === 2) out[thread * latent + 1] = at(Math.floor(thread / side))
  }
  return out
}
