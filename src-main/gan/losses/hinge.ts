import { add, neg } from '@tensorflow/tfjs-core'
import { relu } from '../../engine/operations/activations.ts'
import { average, type AdversarialLoss } from './loss.ts'

/**
 * D: E max(0, 1 - D(x)) + E max(0, 1 + D(G(z))); G: -E D(G(z)) (Lim and Ye 2017, arXiv:1705.02894; as in
 * Miyato et al. 2018, arXiv:1802.05957, equations 16 and 17). What D is sure of teaches it nothing more.
 */
export const hinge: AdversarialLoss = {
  discriminator: (real, fake) => add(average(relu(add(neg(real), 1))), average(relu(add(fake, 1)))),
  generator: (fake) => neg(average(fake)),
  boundary: () => 0
}
