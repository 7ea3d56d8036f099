import { add, mul, rsqrt, square, sub, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core'
import { meanOver } from './reductions.ts'

const EPSILON = 1e-5

/**
 * Instance normalisation (Ulyanov et al. 2016, arXiv:1607.08022, equation 4): each channel of each
 * picture of x [N,H,W,C] by its own mean and variance, then scale and offset [C].
 */
export function instanceNorm(x: Tensor4D, scale: Tensor1D, offset: Tensor1D): Tensor4D {
  const centered = sub<Tensor4D>(x, meanOver(x, [1, 2]))
  const variance = meanOver(square(centered), [1, 2])
  const factor = mul(rsqrt(add(variance, EPSILON)), scale)
  return add(mul(centered, factor), offset)
}
