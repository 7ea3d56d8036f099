import {
  add,
  concat,
  mean,
  slice,
  sub,
  type Scalar,
  type Tensor,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import { gradientsOf } from '../../src-main/engine/gradients.ts'
import { softplus } from '../../src-main/engine/operations/activations.ts'
import { createOptimizer } from '../../src-main/engine/optimizers/optimizers.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { createVariables } from '../../src-main/engine/variables.ts'
import { createWeights } from '../../src-main/gan/layers/weights.ts'
import { r1Penalty } from '../../src-main/gan/regularizers.ts'
import {
  convolutionLayer,
  denseLayer,
  forwardFlops,
  inputGradientFlops,
  type LinearLayer
} from './arithmetic.ts'
import type { BuiltCase, StepCase } from './case.ts'
import {
  COLOURS,
  createDiscriminator,
  createGenerator,
  GROUP,
  sidesOf,
  SMALLEST
} from './residual-networks.ts'

const BATCH = 32
const SHAPE = { size: 32, latent: 64, channels: 64 }
const GAMMA = 1
const RATE = 2e-4
const OPTIMIZER = {
  optimizer: 'adam',
  beta1: 0,
  beta2: 0.99,
  momentum: 0,
  nesterov: false,
  meanSquareDecay: 0.9
} as const

/**
 * A residual network without normalisation, a relativistic loss, and R1 and R2 at every step, after
 * Huang et al. 2025 (arXiv:2501.05441); pictures are resampled by averages and repeats.
 */
export const residualCase: StepCase = {
  name: 'residual',
  title: `Residual ${SHAPE.size} px with R1 and R2, ${SHAPE.channels} channels, batch ${BATCH}`,
  settings: {
    network: 'residual',
    ...SHAPE,
    batch: BATCH,
    gamma: GAMMA,
    rate: RATE,
    beta1: OPTIMIZER.beta1,
    beta2: OPTIMIZER.beta2
  },
  build: ({ plain }) => buildResidual(!plain),
  batch(random) {
    const real = new Float32Array(BATCH * SHAPE.size ** 2 * COLOURS)
    const latents = new Float32Array(BATCH * SHAPE.latent)
    random.fillUniform(real, -1, 1)
    random.fillNormal(latents)
    return {
      real: { shape: [BATCH, SHAPE.size, SHAPE.size, COLOURS], values: real },
      latents: { shape: [BATCH, SHAPE.latent], values: latents }
    }
  },
  flops: residualFlops()
}

function buildResidual(penalised: boolean): BuiltCase {
  const state = createVariables()
  const random = createRandom(1, 1)
  const generatorWeights = createWeights(state, 'generator', random)
  const discriminatorWeights = createWeights(state, 'discriminator', random)
  const generate = createGenerator(SHAPE, generatorWeights)
  const judge = createDiscriminator(SHAPE, discriminatorWeights)
  const generator = generatorWeights.trained()
  const discriminator = discriminatorWeights.trained()
  const generatorOptimizer = createOptimizer(OPTIMIZER, state, 'generator', generator)
  const discriminatorOptimizer = createOptimizer(OPTIMIZER, state, 'discriminator', discriminator)

  const step = ({ real, latents, rate }: Record<string, Tensor>) => {
    const z = latents as Tensor2D
    // No normalisation: pictures do not meet, and real and generated ones may share a batch.
    const both = concat([real as Tensor4D, generate(z)], 0)
    const judged = gradientsOf(discriminator, () => {
      const [realLogits, fakeLogits] = halves(judge(both))
      const loss = mean<Scalar>(softplus(sub(fakeLogits, realLogits)))
      // R1 and R2 in one: the mean over both is half the sum of the two means.
      return { loss: penalised ? add(loss, r1Penalty(judge, both, 2 * GAMMA)) : loss }
    })
    discriminatorOptimizer.apply(judged.gradients, rate as Scalar)

    const realLogits = judge(real as Tensor4D)
    const fooled = gradientsOf(generator, () => ({
      loss: mean<Scalar>(softplus(sub(realLogits, judge(generate(z)))))
    }))
    generatorOptimizer.apply(fooled.gradients, rate as Scalar)
    return { discriminatorLoss: judged.loss, generatorLoss: fooled.loss }
  }
  const inputs = {
    real: [BATCH, SHAPE.size, SHAPE.size, COLOURS],
    latents: [BATCH, SHAPE.latent],
    rate: []
  }
  return { train: { inputs, step }, state, constants: { rate: Float32Array.of(RATE) } }
}

function halves(logits: Tensor2D): [Tensor2D, Tensor2D] {
  return [slice(logits, [0, 0], [BATCH, 1]), slice(logits, [BATCH, 0], [BATCH, 1])]
}

function residualFlops(): number {
  const { size, latent, channels } = SHAPE
  const wide = channels * 2
  const block = (side: number): LinearLayer[] => [
    convolutionLayer(BATCH, side, 1, channels, wide),
    convolutionLayer(BATCH, side, 3, GROUP, wide),
    convolutionLayer(BATCH, side, 1, wide, channels)
  ]
  const blocks = sidesOf(size).flatMap(block)
  const picture = convolutionLayer(BATCH, size, 1, channels, COLOURS)
  const features = SMALLEST ** 2 * channels
  const generator = [denseLayer(BATCH, latent, features), ...blocks, picture]
  const discriminator = [picture, ...blocks, denseLayer(BATCH, features, 1)]
  const whole = forwardFlops(discriminator)
  // Forward; back to the pictures, where the penalty is; from there forward again with the weights'
  // gradients of both; and the loss's own way back. The activations' second derivative is zero.
  const judged = 2 * (5 * whole + inputGradientFlops(discriminator))
  // Real and generated pictures before the new discriminator, the latter's way back to the pictures.
  const fooled = 3 * whole
  return judged + fooled + 2 * forwardFlops(generator) + inputGradientFlops(generator)
}
