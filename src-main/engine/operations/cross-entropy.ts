import { add, mul, neg, sub, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core'
import { softplus } from './activations.ts'
import { logSoftmax } from './exponentials.ts'
import { sumOver } from './reductions.ts'

/**
 * -y log s(x) - (1 - y) log(1 - s(x)) for labels y in [0,1] and logits x of one shape, entry by entry
 * and without overflow; tfjs's own has a wrong second derivative.
 */
export function sigmoidCrossEntropy<T extends Tensor>(labels: Tensor, logits: T): T {
  return add(mul(labels, softplus(neg(logits))), mul(sub(1, labels), softplus(logits)))
}

/** -sum of y log softmax(x) for label shares y and logits x [N,classes], to [N,1]. */
export function softmaxCrossEntropy(labels: Tensor2D, logits: Tensor2D): Tensor2D {
  return neg(sumOver(mul<Tensor2D>(labels, logSoftmax(logits)), [1]))
}
