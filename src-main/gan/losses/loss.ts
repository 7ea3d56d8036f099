import { add, mean, mul, type Scalar, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core'

/** A GAN's two losses on the discriminator's logits, [N,1] before any sigmoid. */
export interface AdversarialLoss {
  /**
   * What the discriminator minimises; `smoothing` is the share by which real pictures count as less than
   * real, 0 for every loss without a target for them; `fakeSmoothing` that by which generated ones count as real,
   * which only toys have.
   */
  discriminator(real: Tensor2D, fake: Tensor2D, smoothing: number, fakeSmoothing?: number): Scalar
  /** What the generator minimises; `real` computes the logits of real pictures for those that compare. */
  generator(fake: Tensor2D, real: () => Tensor2D): Scalar
  /** Above it the discriminator calls a picture real: what its accuracy goes by. */
  boundary(real: Tensor2D, fake: Tensor2D): number | Scalar
}

/** The mean of all entries. */
export function average(values: Tensor): Scalar {
  return mean(values)
}

/**
 * Half way between the mean logit of real and of generated pictures, for losses that know logits only by
 * their differences: a discriminator that tells nothing apart has an accuracy near 1/2 there too.
 */
export function middle(real: Tensor2D, fake: Tensor2D): Scalar {
  return mul(add(average(real), average(fake)), 0.5)
}
