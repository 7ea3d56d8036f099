import {
  add,
  cast,
  clipByValue,
  equal,
  mul,
  neg,
  range,
  reshape,
  scalar,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import { differentiable } from './differentiable.ts'
import { gatherRows } from './gather.ts'

/**
 * Moves each picture of x [N,H,W,C] by its own whole number of pixels, `down` [N] and `right` [N];
 * what moves in from beyond the edge is 0. Linear in x, and its transpose is the way back, so it is
 * differentiable as often as one likes.
 */
export function translate(x: Tensor4D, down: Tensor1D, right: Tensor1D): Tensor4D {
  return differentiable(
    [x],
    () => moved(x, down, right),
    (upstream, [down, right]) => [
      () => translate(upstream, neg(down as Tensor1D), neg(right as Tensor1D))
    ],
    () => [down, right]
  )
}

// Pixels as rows of a table: a copy, which every device does without rounding.
function moved(x: Tensor4D, down: Tensor1D, right: Tensor1D): Tensor4D {
  const [count, height, width, channels] = x.shape
  const rows = source(height, down, [count, height, 1])
  const columns = source(width, right, [count, 1, width])
  // As integers, since there may be more pixels than a float can count.
  const picture = reshape(range(0, count, 1, 'int32'), [count, 1, 1])
  const row = add(mul(picture, scalar(height, 'int32')), rows.at)
  const pixel = add(mul(row, scalar(width, 'int32')), columns.at)
  const copied = gatherRows<Tensor2D>(reshape(x, [-1, channels]), reshape(pixel, [-1]))
  const inside = reshape(mul(rows.inside, columns.inside), [count, height, width, 1])
  return mul(reshape(copied, x.shape), inside)
}

// Where each of `size` lines comes from, and 1 where that lies inside, else 0; both of `shape`.
function source(size: number, moves: Tensor1D, shape: number[]): { at: Tensor; inside: Tensor } {
  const from = sub(range(0, size), reshape(moves, [-1, 1]))
  const nearest = clipByValue(from, 0, size - 1)
  return {
    at: reshape(cast(nearest, 'int32'), shape),
    inside: reshape(cast(equal(from, nearest), 'float32'), shape)
  }
}
