import {
  add,
  mean,
  neg,
  reshape,
  slice,
  stack,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D
} from '@tensorflow/tfjs-core'
import { relu, softplus } from '../../src-main/engine/operations/activations.ts'
import { dense } from '../../src-main/engine/operations/dense.ts'
import { gradientsOf } from '../../src-main/engine/gradients.ts'
import { createOptimizer } from '../../src-main/engine/optimizers/optimizers.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { createVariables } from '../../src-main/engine/variables.ts'
import { createWeights, type WeightSource } from '../../src-main/gan/layers/weights.ts'
import { denseLayer, forwardFlops, inputGradientFlops } from './arithmetic.ts'
import type { StepCase } from './case.ts'

const BATCH = 256
const LATENT = 2
// One step is soon over; so many in a row are timed, and are one call of ours.
const IN_A_ROW = 25
const GENERATOR = [LATENT, 128, 128, 2]
const DISCRIMINATOR = [2, 128, 128, 1]

// Eight Gaussians on a circle (Metz et al. 2016, arXiv:1611.02163, section 3.1).
const MODES = 8
const RADIUS = 2
const DEVIATION = 0.02

const OPTIMIZER = {
  optimizer: 'adam',
  beta1: 0.5,
  beta2: 0.999,
  momentum: 0,
  nesterov: false,
  meanSquareDecay: 0.9
} as const
const RATE = 1e-3

/** Perceptrons that learn eight points on a circle: networks so small that calls cost more than sums. */
export const ringCase: StepCase = {
  name: 'ring8',
  title: `Ring of eight, ${GENERATOR.join('-')} against ${DISCRIMINATOR.join('-')}, batch ${BATCH}`,
  settings: {
    network: 'ring',
    batch: BATCH,
    latent: LATENT,
    rate: RATE,
    beta1: OPTIMIZER.beta1,
    beta2: OPTIMIZER.beta2,
    inARow: IN_A_ROW
  },
  threadCounts: [1, 2, 4],
  build() {
    const state = createVariables()
    const random = createRandom(1, 1)
    const [generatorWeights, discriminatorWeights] = [
      createWeights(state, 'generator', random),
      createWeights(state, 'discriminator', random)
    ]
    const generate = perceptron(GENERATOR, generatorWeights)
    const judge = perceptron(DISCRIMINATOR, discriminatorWeights)
    const generator = generatorWeights.trained()
    const discriminator = discriminatorWeights.trained()
    const generatorOptimizer = createOptimizer(OPTIMIZER, state, 'generator', generator)
    const discriminatorOptimizer = createOptimizer(OPTIMIZER, state, 'discriminator', discriminator)

    const once = (real: Tensor2D, z: Tensor2D, rate: Scalar): [Scalar, Scalar] => {
      const fake = generate(z)
      const judged = gradientsOf(discriminator, () => ({
        loss: add<Scalar>(mean(softplus(neg(judge(real)))), mean(softplus(judge(fake))))
      }))
      discriminatorOptimizer.apply(judged.gradients, rate)
      const fooled = gradientsOf(generator, () => ({
        loss: mean<Scalar>(softplus(neg(judge(generate(z)))))
      }))
      generatorOptimizer.apply(fooled.gradients, rate)
      return [judged.loss, fooled.loss]
    }
    const step = ({ real, latents, rate }: Record<string, Tensor>) => {
      const losses = Array.from({ length: IN_A_ROW }, (_, index) =>
        once(row(real!, index), row(latents!, index), rate as Scalar)
      )
      return {
        discriminatorLoss: stack(losses.map(([judged]) => judged)),
        generatorLoss: stack(losses.map(([, fooled]) => fooled))
      }
    }
    const inputs = {
      real: [IN_A_ROW, BATCH, 2],
      latents: [IN_A_ROW, BATCH, LATENT],
      rate: []
    }
    return { train: { inputs, step }, state, constants: { rate: Float32Array.of(RATE) } }
  },
  batch(random) {
    const noise = new Float32Array(IN_A_ROW * BATCH * 2)
    const latents = new Float32Array(IN_A_ROW * BATCH * LATENT)
    random.fillNormal(noise)
    random.fillNormal(latents)
    const real = new Float32Array(noise.length)
    for (let i = 0; i < real.length; i += 2) {
      const angle = (2 * Math.PI * random.integer(MODES)) / MODES
      real[i] = RADIUS * Math.cos(angle) + DEVIATION * noise[i]!
      real[i + 1] = RADIUS * Math.sin(angle) + DEVIATION * noise[i + 1]!
    }
    return {
      real: { shape: [IN_A_ROW, BATCH, 2], values: real },
      latents: { shape: [IN_A_ROW, BATCH, LATENT], values: latents }
    }
  },
  flops: ringFlops()
}

function perceptron(widths: readonly number[], weights: WeightSource): (x: Tensor2D) => Tensor2D {
  const layers = widths.slice(1).map((to, index) => {
    const from = widths[index]!
    const name = `layer${index}`
    return {
      kernel: weights.normal<Tensor2D>(`${name}/kernel`, [from, to], Math.sqrt(2 / from)),
      bias: weights.constant<Tensor1D>(`${name}/bias`, [to], 0)
    }
  })
  return (x) =>
    layers.reduce(
      (value, { kernel, bias }, index) =>
        dense(index > 0 ? relu(value) : value, kernel.read(), bias.read()),
      x
    )
}

function row(all: Tensor, index: number): Tensor2D {
  return reshape(slice(all, [index, 0, 0], [1, -1, -1]), all.shape.slice(1) as [number, number])
}

function ringFlops(): number {
  const layers = (widths: readonly number[]) =>
    widths.slice(1).map((to, index) => denseLayer(BATCH, widths[index]!, to))
  const [generator, discriminator] = [layers(GENERATOR), layers(DISCRIMINATOR)]
  const judged = 2 * (2 * forwardFlops(discriminator) + inputGradientFlops(discriminator))
  const fooled = 2 * forwardFlops(discriminator)
  return judged + fooled + 2 * forwardFlops(generator) + inputGradientFlops(generator)
}
