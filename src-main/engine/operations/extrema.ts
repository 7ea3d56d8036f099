import { greaterEqual, where, type Tensor } from '@tensorflow/tfjs-core'
import { withoutGradient } from './differentiable.ts'

// tfjs's own differentiate the comparison itself at second order, for which there is no gradient.

/** The larger one, entry by entry. */
export function maximum<T extends Tensor>(x: T, y: T): T {
  return where(
    withoutGradient(() => greaterEqual(x, y)),
    x,
    y
  )
}

/** The smaller one, entry by entry. */
export function minimum<T extends Tensor>(x: T, y: T): T {
  return where(
    withoutGradient(() => greaterEqual(x, y)),
    y,
    x
  )
}
