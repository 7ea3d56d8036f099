import { neg } from '@tensorflow/tfjs-core'
import { softplus } from '../../engine/operations/activations.ts'
import { crossEntropy } from './cross-entropy.ts'
import { average, type AdversarialLoss } from './loss.ts'

/**
 * The generator minimises -E log D(G(z)): its gradient is strong while D rejects it (Goodfellow et al.
 * 2014, arXiv:1406.2661, section 3).
 */
export const nonSaturating: AdversarialLoss = {
  discriminator: crossEntropy,
  generator: (fake) => average(softplus(neg(fake))),
  boundary: () => 0
}
