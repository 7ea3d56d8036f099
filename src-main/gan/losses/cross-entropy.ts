import { add, mul, neg, type Scalar, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core'
import { softplus } from '../../engine/operations/activations.ts'
import { average } from './loss.ts'

// With D = sigmoid(logit): -log D = softplus(-logit) and -log(1 - D) = softplus(logit).

/**
 * -E log D(x) - E log(1 - D(G(z))) (Goodfellow et al. 2014, arXiv:1406.2661, equation 1). One-sided label
 * smoothing makes the first -(1 - a) E log D(x) - a E log(1 - D(x)) (Salimans et al. 2016,
 * arXiv:1606.03498, section 3.4); smoothing the other side likewise is what that section warns of.
 */
export function crossEntropy(
  real: Tensor2D,
  fake: Tensor2D,
  smoothing: number,
  fakeSmoothing = 0
): Scalar {
  return add(
    short(softplus(neg(real)), softplus(real), smoothing),
    short(softplus(fake), softplus(neg(fake)), fakeSmoothing)
  )
}

// The loss of being taken for one kind, or by a share for the other.
function short(kind: Tensor, other: Tensor, smoothing: number): Scalar {
  const whole = average(kind)
  return smoothing === 0 ? whole : add(mul(whole, 1 - smoothing), mul(average(other), smoothing))
}
