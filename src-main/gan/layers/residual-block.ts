import { add, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core'
import { leakyRelu } from '../../engine/operations/activations.ts'
import { biasAdd } from '../../engine/operations/bias.ts'
import { convolution } from '../../engine/operations/convolution.ts'
import type { WeightSource } from './weights.ts'

export type Layer = (x: Tensor4D) => Tensor4D

const SLOPE = 0.2
/** Channels that a group of the 3 x 3 convolution sees, as in the original. */
export const GROUP = 16
// Of the activation: what keeps the deviation of a signal (He et al. 2015, arXiv:1502.01852, equation 15).
const GAIN = Math.sqrt(2 / (1 + SLOPE ** 2))

/**
 * x + W3 s(W2 s(W1 x + b1) + b2) with s LeakyReLU 0.2, W1 1 x 1 to twice the channels, W2 3 x 3 in groups
 * of 16, W3 1 x 1 back and 0 at the start; no normalisation, so the weights of a network of `depth` blocks
 * begin smaller by depth^(-1/4) (Huang et al. 2025, arXiv:2501.05441, section 3; Zhang et al. 2019,
 * arXiv:1901.09321). [N,H,W,channels] to the same.
 */
export function createResidualBlock(
  weights: WeightSource,
  name: string,
  { channels, depth }: { channels: number; depth: number }
): Layer {
  const wide = 2 * channels
  const gain = GAIN * depth ** -0.25
  const widen = createConvolution(weights, `${name}/widen`, {
    side: 1,
    from: channels,
    to: wide,
    gain
  })
  const widenBias = weights.constant<Tensor1D>(`${name}/widen/bias`, [wide], 0)
  const group = Math.min(GROUP, wide)
  const mix = createConvolution(weights, `${name}/mix`, { side: 3, from: group, to: wide, gain })
  const mixBias = weights.constant<Tensor1D>(`${name}/mix/bias`, [wide], 0)
  const narrow = createConvolution(weights, `${name}/narrow`, {
    ...{ side: 1, from: wide, to: channels },
    gain: 0
  })
  return (x) => {
    const inner = leakyRelu(biasAdd(widen(x), widenBias.read()), SLOPE)
    return add(x, narrow(leakyRelu(biasAdd(mix(inner), mixBias.read()), SLOPE)))
  }
}

/** A convolution of stride 1 without a bias; weights from N(0, gain^2 / fan in). */
export function createConvolution(
  weights: WeightSource,
  name: string,
  { side, from, to, gain }: { side: number; from: number; to: number; gain: number }
): Layer {
  const deviation = gain * (side ** 2 * from) ** -0.5
  const kernel = weights.normal<Tensor4D>(`${name}/kernel`, [side, side, from, to], deviation)
  return (x) => convolution(x, kernel.read(), { stride: 1, padding: 'SAME' })
}
