import { add, mul, neg, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core'
import { softplus } from '../../engine/operations/activations.ts'
import { average } from './loss.ts'

// With D = sigmoid(logit): -log D = softplus(-logit) and -log(1 - D) = softplus(logit).

/**
 * -E log D(x) - E log(1 - D(G(z))) (Goodfellow et al. 2014, arXiv:1406.2661, equation 1). One-sided label
 * smoothing makes the first -(1 - a) E log D(x) - a E log(1 - D(x)) (Salimans et al. 2016,
 * arXiv:1606.03498, section 3.4).
 */
export function crossEntropy(real: Tensor2D, fake: Tensor2D, smoothing: number): Scalar {
  const accepted = average(softplus(neg(real)))
  const target =
    smoothing === 0
      ? accepted
      : add(mul(accepted, 1 - smoothing), mul(average(softplus(real)), smoothing))
  return add(target, average(softplus(fake)))
}
