import {
  add,
  div,
  mean,
  mul,
  reshape,
  square,
  sub,
  sum,
  type Rank,
  type Scalar,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import { latentWidth } from '../../contract/condition.ts'
import { channelCount, type RunConfig } from '../../contract/run-config.ts'
import { capture, type Captured, type StepFunction } from '../../engine/capture.ts'
import { gradientsAt, gradientsOf } from '../../engine/gradients.ts'
import { createAdam } from '../../engine/optimizers/adam.ts'
import { createRandom, STREAMS } from '../../engine/random.ts'
import { createVariables } from '../../engine/variables.ts'
import { createFamily } from '../../gan/family.ts'
import type { Family } from '../../gan/families/family.ts'
import { createWeights } from '../../gan/layers/weights.ts'
import { calibration, LATENT_BATCH } from '../calibrate.ts'
import { createEncoder } from './encoder.ts'

/** Places that a search follows at once: first all of its starts, then the best of them. */
export const STARTS = 8
export const FINALISTS = 2

// What a search makes small, beside the mean squared difference of pixels: features, so that what the
// discriminator looks for is met before single pixels are, and the latent's mean square, so that a place does
// not leave the prior for nothing. On avatars of 32 px pixels alone end 6 % nearer, and features 21 % farther.
const FEATURE_WEIGHT = 0.02
const PRIOR_WEIGHT = 0.0002
// Of pixels against latents in the encoder's loss.
const PIXEL_WEIGHT = 4
const ENCODER_BETAS = { beta1: 0.9, beta2: 0.999 }

/** A model with an encoder beside it, captured: all that a projection computes. */
export type Projector = Captured<
  'calibrate' | 'learn' | 'draw' | 'guess' | 'look' | 'searchAll' | 'searchFew'
>

/**
 * Captures the networks of a config with an encoder that has learned nothing yet. `learn` is one step of the encoder's training; `draw`
 * gives the pictures of 64 latents, `guess` the encoder's z of one picture, `look` its features; `searchAll`
 * and `searchFew` give for each latent how far its picture is from the target, and the gradient of that.
 */
export function captureProjector(
  config: RunConfig,
  variables: ReadonlyMap<string, Float32Array>
): Projector {
  const { size } = config
  const latent = latentWidth(config)
  const state = createVariables()
  const family = createFamily(config, state, createRandom(config.seed, STREAMS.weights))
  const latents = [LATENT_BATCH, latent]
  const picture = [1, size, size, channelCount(config)]
  const { encode, learn } = createTeacher(config, family, state)
  const projector = capture(
    {
      calibrate: calibration(config, family),
      learn,
      draw: {
        inputs: { latents },
        step: ({ latents }) => ({ pictures: family.generate(latents as Tensor2D) })
      },
      guess: {
        inputs: { picture },
        step: ({ picture }) => ({ z: encode(picture as Tensor4D, 'sample') })
      },
      look: {
        inputs: { picture },
        step: ({ picture }) => named(family.discriminate(picture as Tensor4D, 'sample').features)
      },
      searchAll: createSearch(config, family, STARTS),
      searchFew: createSearch(config, family, FINALISTS)
    },
    state
  )
  projector.write(variables)
  return projector
}

// The encoder and how it learns: to name the latents of generated pictures, and latents whose pictures are
// like them, since some dimensions hardly show.
function createTeacher(
  config: RunConfig,
  family: Family,
  state: ReturnType<typeof createVariables>
) {
  const weights = createWeights(state, 'encoder', createRandom(config.seed, STREAMS.projection))
  const encode = createEncoder(config, weights)
  const trained = weights.trained()
  const optimizer = createAdam(state, 'encoder', trained, ENCODER_BETAS)
  const learn: StepFunction = {
    inputs: { latents: [LATENT_BATCH, latentWidth(config)], rate: [] },
    step: ({ latents, rate }) => {
      const pictures = family.generate(latents as Tensor2D)
      const { extra, gradients } = gradientsOf(trained, () => {
        const guess = encode(pictures, 'train-and-track')
        const latentError = mean<Scalar>(square(sub(guess, latents!)))
        const pixelError = mean<Scalar>(pixelErrors(family.generate(guess), pictures))
        const loss = add<Scalar>(latentError, mul(pixelError, PIXEL_WEIGHT))
        return { loss, latentError, pixelError }
      })
      optimizer.apply(gradients, rate as Scalar)
      return extra
    }
  }
  return { encode, learn }
}

/**
 * The sum that iGAN makes small (Zhu et al. 2016, arXiv:1609.03552, equation 4), with the discriminator's own
 * features; each place is a problem of its own.
 */
function createSearch(config: RunConfig, family: Family, count: number): StepFunction {
  const { size } = config
  const latent = latentWidth(config)
  return {
    inputs: {
      latents: [count, latent],
      target: [1, size, size, channelCount(config)],
      ...wantedFeatures(family)
    },
    step: ({ latents, target, ...wanted }) => {
      const { extra, gradients } = gradientsAt([latents!], () => {
        const pictures = family.generate(latents as Tensor2D)
        const errors = pixelErrors(pictures, target as Tensor4D)
        const { features } = family.discriminate(pictures, 'sample')
        const relative = features.map((map, layer) =>
          relativeErrors(map, wanted[`feature${layer}`] as Tensor4D)
        )
        const all = relative.reduce((total, one) => add(total, one))
        const featureErrors = mul<Tensor1D>(all, 1 / relative.length)
        const prior = mean<Tensor1D>(square(latents as Tensor2D), 1)
        const beside = add(mul(featureErrors, FEATURE_WEIGHT), mul(prior, PRIOR_WEIGHT))
        const losses = add<Tensor1D>(errors, beside)
        return { loss: sum<Scalar>(losses), losses, errors, featureErrors }
      })
      return { ...extra, gradient: gradients[0]! }
    }
  }
}

// As `look` names them.
function wantedFeatures({ featureShapes }: Family): Record<string, readonly number[]> {
  return Object.fromEntries(featureShapes.map((shape, layer) => [`feature${layer}`, [1, ...shape]]))
}

function named(maps: readonly Tensor4D[]): Record<string, Tensor4D> {
  return Object.fromEntries(maps.map((map, layer) => [`feature${layer}`, map]))
}

/** Mean squared difference of each picture from its target, values in [0,1]: [N]. */
function pixelErrors(pictures: Tensor4D, target: Tensor4D): Tensor1D {
  return mul(meanOfEach(square(sub(pictures, target))), 0.25)
}

/** Mean squared difference of features from the target's, relative to their own mean square: [N]. */
function relativeErrors(maps: Tensor4D, target: Tensor4D): Tensor1D {
  return div(meanOfEach(square(sub(maps, target))), mean(square(target)))
}

function meanOfEach(maps: Tensor4D): Tensor1D {
  return mean(reshape<Rank.R2>(maps, [maps.shape[0], -1]), 1)
}
