import { neg, sub } from '@tensorflow/tfjs-core'
import { average, middle, type AdversarialLoss } from './loss.ts'

/**
 * D: E D(G(z)) - E D(x); G: -E D(G(z)) (Arjovsky et al. 2017, arXiv:1701.07875, equation 2). The negative
 * of D's loss nears the earth mover's distance as far as D's slope is held: by clipped weights there, by
 * a penalty in Gulrajani et al. 2017, arXiv:1704.00028. Where D's zero lies means nothing.
 */
export const wasserstein: AdversarialLoss = {
  discriminator: (real, fake) => sub(average(fake), average(real)),
  generator: (fake) => neg(average(fake)),
  boundary: middle
}
