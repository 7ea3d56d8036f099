import { add, mul, square, sub } from '@tensorflow/tfjs-core'
import { average, type AdversarialLoss } from './loss.ts'

/**
 * D: 1/2 E (D(x) - b)^2 + 1/2 E (D(G(z)) - a)^2; G: 1/2 E (D(G(z)) - c)^2, with a = 0, b = 1 less the
 * smoothing, c = 1 (Mao et al. 2016, arXiv:1611.04076, equation 9). D has no sigmoid, and its verdict
 * turns half way between a and b.
 */
export const leastSquares: AdversarialLoss = {
  discriminator: (real, fake, smoothing) =>
    mul(add(average(square(sub(real, 1 - smoothing))), average(square(fake))), 0.5),
  generator: (fake) => mul(average(square(sub(fake, 1))), 0.5),
  boundary: () => 0.5
}
