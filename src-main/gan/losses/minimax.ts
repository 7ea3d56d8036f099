import { neg } from '@tensorflow/tfjs-core'
import { softplus } from '../../engine/operations/activations.ts'
import { crossEntropy } from './cross-entropy.ts'
import { average, type AdversarialLoss } from './loss.ts'

/**
 * The generator minimises E log(1 - D(G(z))), the game of equation 1; it vanishes while D wins
 * (Goodfellow et al. 2014, arXiv:1406.2661).
 */
export const minimax: AdversarialLoss = {
  discriminator: crossEntropy,
  generator: (fake) => neg(average(softplus(fake))),
  boundary: () => 0
}
