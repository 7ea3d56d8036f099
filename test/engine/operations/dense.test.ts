import {
  mul,
  square,
  tensor1d,
  tensor2d,
  type Tensor1D,
  type Tensor2D
} from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { dense } from '../../../src-main/engine/operations/dense.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import {
  randomTensor,
  secondGradientError,
  weightedGradients,
  type Operation
} from '../finite-differences.ts'
import { expectClosed, TOLERANCE } from './expect-closed.ts'

beforeAll(async () => {
  await startEngine()
})

it('multiplies and adds', () => {
  const x = tensor2d([[1, 2]])
  const w = tensor2d([
    [1, 2, 3],
    [4, 5, 6]
  ])
  expect(Array.from(dense(x, w).dataSync())).toEqual([9, 12, 15])
  expect(Array.from(dense(x, w, tensor1d([1, 0, -1])).dataSync())).toEqual([10, 12, 14])
})

it('has right first and second derivatives', () => {
  expectClosed(
    (x, w, b) => dense(x as Tensor2D, w as Tensor2D, b as Tensor1D),
    [randomTensor([3, 4], 1), randomTensor([4, 2], 2), randomTensor([2], 3)]
  )
})

it('has a right third derivative', () => {
  // The gradients of a product are products of transposed matrices, and so are theirs.
  const cubed: Operation = (x, w) => {
    const product = dense(x as Tensor2D, w as Tensor2D)
    return mul(product, square(product))
  }
  const inputs = [mul(randomTensor([2, 3], 1), 0.5), mul(randomTensor([3, 2], 2), 0.5)]
  expect(secondGradientError(weightedGradients(cubed), inputs)).toBeLessThan(2 * TOLERANCE)
})
