import { add, mean, neg, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core'
import type { RunConfig } from '../contract/run-config.ts'
import { softplus } from '../engine/operations/activations.ts'

/** A GAN's two losses on the discriminator's logits, [N,1] before any sigmoid. */
export interface AdversarialLoss {
  discriminator(real: Tensor2D, fake: Tensor2D): Scalar
  generator(fake: Tensor2D): Scalar
}

// With D = sigmoid(logit): -log D = softplus(-logit) and -log(1 - D) = softplus(logit).
const average = (values: Tensor2D): Scalar => mean(values)

// Goodfellow et al. 2014, equation 1; the same for both of the generator's variants.
const discriminator = (real: Tensor2D, fake: Tensor2D): Scalar =>
  add(average(softplus(neg(real))), average(softplus(fake)))

/** Every loss by its name in the run config. */
export const LOSSES = {
  /** The generator minimises -log D(G(z)): its gradient is strong while D rejects it (section 3). */
  'non-saturating': { discriminator, generator: (fake) => average(softplus(neg(fake))) },
  /** The generator minimises log(1 - D(G(z))), the game of equation 1; it vanishes while D wins. */
  minimax: { discriminator, generator: (fake) => neg(average(softplus(fake))) }
} satisfies Record<RunConfig['loss'], AdversarialLoss>
