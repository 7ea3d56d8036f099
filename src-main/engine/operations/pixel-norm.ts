import { add, mul, rsqrt, square, type Tensor } from '@tensorflow/tfjs-core'
import { meanOver } from './reductions.ts'

const EPSILON = 1e-8

/**
 * Pixelwise feature normalisation (Karras et al. 2017, arXiv:1710.10196, section 4.2): each vector
 * along the last axis of x [...,C] over the root of its mean square.
 */
export function pixelNorm<T extends Tensor>(x: T): T {
  return mul(x, rsqrt(add(meanOver(square(x), [x.rank - 1]), EPSILON)))
}
