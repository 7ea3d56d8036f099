import { broadcastTo, mul, sum, type Tensor } from '@tensorflow/tfjs-core'
import { differentiable } from './differentiable.ts'

// tfjs's own sum and mean are right, but their gradients multiply by an array of ones of the input's
// size, which a captured graph would carry as a constant.

/** The sum over some axes, which stay with size 1. */
export function sumOver<T extends Tensor>(x: T, axes: readonly number[]): T {
  const { shape } = x
  return differentiable(
    [x],
    () => sum<T>(x, [...axes], true),
    (upstream) => [() => spread(upstream, shape)],
    () => []
  )
}

/** The mean over some axes, which stay with size 1. */
export function meanOver<T extends Tensor>(x: T, axes: readonly number[]): T {
  const count = axes.reduce((product, axis) => product * x.shape[axis]!, 1)
  return mul(sumOver(x, axes), 1 / count)
}

/** Repeats x along its axes of size 1 to `shape`, which has as many axes; the transpose of `sumOver`. */
export function spread<T extends Tensor>(x: T, shape: readonly number[]): T {
  const axes = shape.flatMap((size, axis) => (size === x.shape[axis] ? [] : [axis]))
  return differentiable(
    [x],
    () => broadcastTo(x, [...shape] as T['shape']) as T,
    (upstream) => [() => sumOver(upstream, axes)],
    () => []
  )
}
