import {
  reshape,
  type Rank,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import { channelCount, type RunConfig } from '../../contract/run-config.ts'
import { relu, tanh } from '../../engine/operations/activations.ts'
import { biasAdd } from '../../engine/operations/bias.ts'
import { dense } from '../../engine/operations/dense.ts'
import { dropout } from '../../engine/operations/dropout.ts'
import { maximum } from '../../engine/operations/extrema.ts'
import type { Mode } from '../layers/batch-norm.ts'
import { createGeneratorInput } from '../layers/condition.ts'
import { createKernel } from '../layers/discriminator-layers.ts'
import { createHead } from '../layers/head.ts'
import { assertShape } from '../layers/shape.ts'
import type { WeightSource } from '../layers/weights.ts'
import type { Chances, Discriminator, Generator, Sized, SizedNetworks } from './networks.ts'

// Units of a layer for each of the config's filters, so that its ranges serve here too: 75 are the paper's 1200.
const UNITS = 16
// Linear pieces of a maxout unit (Goodfellow et al. 2013, arXiv:1302.4389), as in the authors' program.
const PIECES = 5
const LAYERS = 2

/**
 * The first GAN (Goodfellow et al. 2014, arXiv:1406.2661, section 5): z through two layers of ReLU to pixels, which
 * a sigmoid holds between black and white, against two layers of maxout with dropout.
 */
export const mlp: SizedNetworks = { createGenerator, createDiscriminator, featureShapes }

function createGenerator(config: Sized, weights: WeightSource): Generator {
  const { size } = config
  const channels = channelCount(config)
  const input = createGeneratorInput(config, weights)
  const units = UNITS * config.generatorFilters
  const hidden = Array.from({ length: LAYERS }, (_, layer) => {
    const from = layer === 0 ? input.width : units
    return createDense(weights, `hidden${layer + 1}`, { from, to: units, gain: Math.SQRT2 })
  })
  const pixels = size * size * channels
  const paint = createDense(weights, 'pixels', { from: units, to: pixels, gain: 1 })

  const through = (place: Tensor2D, depth: number): Tensor2D =>
    hidden.slice(0, depth).reduce((x, layer) => relu(layer(x)), input.read(place))
  // A sigmoid from black, -1, to white, 1.
  const generate = (place: Tensor2D): Tensor4D =>
    reshape(tanh(paint(through(place, LAYERS)).mul(0.5)), [-1, size, size, channels])
  const asMap = (x: Tensor2D): Tensor4D => reshape(x, [-1, 1, 1, units])
  return Object.assign(generate, {
    first: (place: Tensor2D) => asMap(through(place, 1)),
    early: (place: Tensor2D) => asMap(through(place, LAYERS))
  })
}

function createDiscriminator(config: Sized, weights: WeightSource): Discriminator {
  const { size, packing, discriminatorNorm, dropout: share } = config
  const channels = channelCount(config) * packing
  const units = UNITS * config.discriminatorFilters
  const layers = Array.from({ length: LAYERS }, (_, layer) => {
    const from = layer === 0 ? size * size * channels : units
    return createMaxout(weights, `maxout${layer + 1}`, { from, to: units }, discriminatorNorm)
  })
  const judge = createHead(config, weights, { features: units, deviation: units ** -0.5 })

  return (pictures, mode, { classes, chances } = {}) => {
    assertShape(pictures, [null, size, size, channels], "The discriminator's pictures")
    const seen: Tensor2D[] = []
    const start = reshape<Rank.R2>(pictures, [pictures.shape[0], -1])
    const last = layers.reduce((x, layer, depth) => {
      const left = leaveOut(layer(x, mode), share, chances, depth)
      seen.push(left)
      return left
    }, start)
    const features = seen.map((x) => reshape<Rank.R4>(x, [-1, 1, 1, units]))
    return { logits: judge(last, mode, classes), features }
  }
}

// Without chances, as for whoever looks at a trained model, nothing is left out.
function leaveOut(
  x: Tensor2D,
  share: number,
  chances: Chances | undefined,
  layer: number
): Tensor2D {
  return chances ? dropout(x, share, chances.chance, chances.place + layer) : x
}

function featureShapes({ discriminatorFilters }: Sized): number[][] {
  return Array.from({ length: LAYERS }, () => [1, 1, UNITS * discriminatorFilters])
}

function createDense(
  weights: WeightSource,
  name: string,
  { from, to, gain }: { from: number; to: number; gain: number }
): (x: Tensor2D) => Tensor2D {
  const kernel = weights.normal<Tensor2D>(`${name}/kernel`, [from, to], gain * from ** -0.5)
  const bias = weights.constant<Tensor1D>(`${name}/bias`, [to], 0)
  return (x) => dense(x, kernel.read(), bias.read())
}

// The largest of some linear functions, [N,from] to [N,to].
function createMaxout(
  weights: WeightSource,
  name: string,
  { from, to }: { from: number; to: number },
  norm: RunConfig['discriminatorNorm']
): (x: Tensor2D, mode: Mode) => Tensor2D {
  const pieces = Array.from({ length: PIECES }, (_, at) => {
    const own = `${name}/piece${at + 1}`
    const kernel = weights.normal<Tensor2D>(`${own}/kernel`, [from, to], from ** -0.5)
    const read = createKernel(weights, `${own}/kernel/spectral`, kernel, norm)
    const bias = weights.constant<Tensor1D>(`${own}/bias`, [to], 0)
    return (x: Tensor2D, mode: Mode) => biasAdd(dense(x, read(mode)), bias.read())
  })
  return (x, mode) => pieces.map((piece) => piece(x, mode)).reduce((a, b) => maximum(a, b))
}
