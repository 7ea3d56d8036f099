import {
  add,
  engine as tfjsEngine,
  mul,
  reshape,
  sqrt,
  square,
  sub,
  sum,
  type Rank,
  type Scalar,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import { meanOver, sumOver } from '../engine/operations/reductions.ts'

/** Pictures [N,H,W,C] to logits [N,1], or fewer for packs of pictures; each from its own pictures alone. */
export type Critic = (pictures: Tensor4D) => Tensor2D

// The derivative of a root is infinite at zero.
const EPSILON = 1e-12

/**
 * gamma/2 times the mean of |grad D(x)|^2 over real pictures (Mescheder et al. 2018, arXiv:1801.04406,
 * equation 9). A scalar, differentiable in D's weights. Batch normalisation makes one picture's logit
 * depend on the others, and the penalty then is not the paper's.
 */
export function r1Penalty(critic: Critic, real: Tensor4D, gamma: number | Scalar): Scalar {
  return zeroCentered(critic, real, gamma)
}

/** The same over generated pictures (equation 10). */
export function r2Penalty(critic: Critic, fake: Tensor4D, gamma: number | Scalar): Scalar {
  return zeroCentered(critic, fake, gamma)
}

/**
 * weight times the mean of (|grad D(x)| - 1)^2 at x = share real + (1 - share) fake, `share` [N,1,1,1]
 * uniform in [0,1) (Gulrajani et al. 2017, arXiv:1704.00028, equation 3 and algorithm 1).
 */
export function wassersteinPenalty(
  critic: Critic,
  real: Tensor4D,
  fake: Tensor4D,
  share: Tensor4D,
  weight: number | Scalar
): Scalar {
  const between = add(fake, mul(share, sub(real, fake))) as Tensor4D
  const lengths = sqrt(add(squaredLengths(critic, between), EPSILON))
  return mul(meanOfAll(square(sub(lengths, 1))), weight)
}

function zeroCentered(critic: Critic, pictures: Tensor4D, gamma: number | Scalar): Scalar {
  return mul(meanOfAll(squaredLengths(critic, pictures)), mul(gamma, 0.5))
}

// |grad D(x)|^2 of what each logit judges, [N,1]: of one picture, or of those that follow each other in a
// pack. Every logit depends on these alone, so the gradient of the logits' sum holds each one's own.
function squaredLengths(critic: Critic, pictures: Tensor4D): Tensor2D {
  let count = 0
  const total = (): Scalar => {
    const logits = critic(pictures)
    count = logits.shape[0]
    return sum(logits)
  }
  const { grads } = tfjsEngine().gradients(total, [pictures])
  const flat = reshape<Rank.R2>(grads[0]!, [count, -1])
  return sumOver(square(flat), [1])
}

function meanOfAll(values: Tensor2D): Scalar {
  return reshape(meanOver(values, [0, 1]), [])
}
