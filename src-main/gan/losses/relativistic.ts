import { sub } from '@tensorflow/tfjs-core'
import { softplus } from '../../engine/operations/activations.ts'
import { average, middle, type AdversarialLoss } from './loss.ts'

/**
 * Each generated picture is judged beside a real one: D: E softplus(D(G(z)) - D(x)), G: E softplus(D(x) -
 * D(G(z))) (Jolicoeur-Martineau 2018, arXiv:1807.00734; Huang et al. 2025, arXiv:2501.05441, equation 2).
 * Where D's zero lies means nothing.
 */
export const relativistic: AdversarialLoss = {
  discriminator: (real, fake) => average(softplus(sub(fake, real))),
  generator: (fake, real) => average(softplus(sub(real(), fake))),
  boundary: middle
}
