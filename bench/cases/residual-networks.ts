import { add, reshape, type Tensor1D, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import { leakyRelu } from '../../src-main/engine/operations/activations.ts'
import { biasAdd } from '../../src-main/engine/operations/bias.ts'
import { convolution } from '../../src-main/engine/operations/convolution.ts'
import { dense } from '../../src-main/engine/operations/dense.ts'
import { averagePool, upsampleNearest } from '../../src-main/engine/operations/resampling.ts'
import type { WeightSource } from '../../src-main/gan/layers/weights.ts'

export const SMALLEST = 4
export const COLOURS = 3
/** Channels of each group of the 3 x 3 convolution. */
export const GROUP = 16
const SLOPE = 0.2

export interface ResidualShape {
  size: number
  latent: number
  channels: number
}

type Layer = (x: Tensor4D) => Tensor4D

/** The sides of the stages, 4 up to `size`. */
export function sidesOf(size: number): number[] {
  return size < SMALLEST ? [] : [...sidesOf(size / 2), size]
}

/** z [N,latent] to pictures [N,size,size,3]: a block at each side, doubled in between. */
export function createGenerator(
  { size, latent, channels }: ResidualShape,
  weights: WeightSource
): (z: Tensor2D) => Tensor4D {
  const features = SMALLEST ** 2 * channels
  const kernel = weights.normal<Tensor2D>('start/kernel', [latent, features], latent ** -0.5)
  const bias = weights.constant<Tensor1D>('start/bias', [features], 0)
  const blocks = sidesOf(size).map((side) => createBlock(weights, `block${side}`, channels))
  const picture = createConvolution(weights, 'picture', { kernel: 1, from: channels, to: COLOURS })
  return (z) => {
    const started = dense(z, kernel.read(), bias.read())
    let x: Tensor4D = reshape(started, [z.shape[0], SMALLEST, SMALLEST, channels])
    blocks.forEach((block, index) => {
      x = block(index > 0 ? upsampleNearest(x, 2) : x)
    })
    return picture(x)
  }
}

/** Pictures [N,size,size,3] to logits [N,1]: a block at each side, averaged in between. */
export function createDiscriminator(
  { size, channels }: ResidualShape,
  weights: WeightSource
): (pictures: Tensor4D) => Tensor2D {
  const picture = createConvolution(weights, 'picture', { kernel: 1, from: COLOURS, to: channels })
  const sides = sidesOf(size).reverse()
  const blocks = sides.map((side) => createBlock(weights, `block${side}`, channels))
  const features = SMALLEST ** 2 * channels
  const judge = weights.normal<Tensor2D>('judge/kernel', [features, 1], features ** -0.5)
  return (pictures) => {
    let x = picture(pictures)
    blocks.forEach((block, index) => {
      x = block(index > 0 ? averagePool(x, 2) : x)
    })
    return dense(reshape(x, [pictures.shape[0], features]), judge.read())
  }
}

// x + W3 s(W2 s(W1 x + b1) + b2), W2 in groups (Huang et al. 2025, arXiv:2501.05441, section 3). The
// paper begins with W3 = 0, which would hide from a comparison of losses what the others compute.
function createBlock(weights: WeightSource, name: string, channels: number): Layer {
  const wide = channels * 2
  const widen = createConvolution(weights, `${name}/widen`, { kernel: 1, from: channels, to: wide })
  const mix = createConvolution(weights, `${name}/mix`, { kernel: 3, from: GROUP, to: wide })
  const narrow = createConvolution(weights, `${name}/narrow`, {
    kernel: 1,
    from: wide,
    to: channels,
    plain: true
  })
  return (x) => add(x, narrow(leakyRelu(mix(leakyRelu(widen(x), SLOPE)), SLOPE)))
}

function createConvolution(
  weights: WeightSource,
  name: string,
  shape: { kernel: number; from: number; to: number; plain?: boolean }
): Layer {
  const { kernel, from, to, plain } = shape
  const deviation = (kernel ** 2 * from) ** -0.5
  const w = weights.normal<Tensor4D>(`${name}/kernel`, [kernel, kernel, from, to], deviation)
  const bias = plain ? undefined : weights.constant<Tensor1D>(`${name}/bias`, [to], 0)
  return (x) => {
    const value = convolution(x, w.read(), { stride: 1, padding: 'SAME' })
    return bias ? biasAdd(value, bias.read()) : value
  }
}
