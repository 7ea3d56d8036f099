import { mean, square, sub, sum, type Scalar, type Tensor4D } from '@tensorflow/tfjs-core'

/**
 * |E f(x) - E f(G(z))|^2 of what a layer of the discriminator sees in real and in generated pictures,
 * [N,side,side,filters] each (Salimans et al. 2016, arXiv:1606.03498, section 3.1).
 */
export function featureDistance(real: Tensor4D, fake: Tensor4D): Scalar {
  return sum(square(sub(mean(real, 0), mean(fake, 0))))
}
