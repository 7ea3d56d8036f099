import {
  exp as tfExp,
  logSoftmax as tfLogSoftmax,
  mul,
  softmax as tfSoftmax,
  sub,
  type Tensor
} from '@tensorflow/tfjs-core'
import { differentiable } from './differentiable.ts'
import { sumOver } from './reductions.ts'

// tfjs's own lose terms of their second derivatives, as its tanh does.

/** e^x, entry by entry. */
export function exp<T extends Tensor>(x: T): T {
  return differentiable(
    [x],
    () => tfExp(x),
    (upstream, [x]) => [() => mul(upstream, exp(x!))]
  )
}

/** exp(x) over its sum along the last axis, without overflow. */
export function softmax<T extends Tensor>(x: T): T {
  return differentiable(
    [x],
    () => tfSoftmax(x),
    (upstream, [x]) => [
      () => {
        const shares = softmax(x!)
        return mul(shares, sub(upstream, sumOver(mul(upstream, shares), [x!.rank - 1])))
      }
    ]
  )
}

/** The logarithm of `softmax`. */
export function logSoftmax<T extends Tensor>(x: T): T {
  return differentiable(
    [x],
    () => tfLogSoftmax(x),
    (upstream, [x]) => [() => sub(upstream, mul(softmax(x!), sumOver(upstream, [x!.rank - 1])))]
  )
}
