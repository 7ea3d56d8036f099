import { tensor, tensor1d, type Tensor4D } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { translate } from '../../../src-main/engine/operations/translation.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { randomTensor } from '../finite-differences.ts'
import { expectClosed } from './expect-closed.ts'

beforeAll(async () => {
  await startEngine()
})

// A number times 0 may be -0.
const contentOf = (x: Tensor4D): number[] => Array.from(x.dataSync(), (value) => value + 0)

it('moves each picture by its own pixels, and nothing comes in from beyond the edge', () => {
  const x = tensor([1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60], [2, 2, 3, 1]) as Tensor4D
  const moved = translate(x, tensor1d([1, 0]), tensor1d([-1, 2]))
  expect(contentOf(moved)).toEqual([0, 0, 0, 2, 3, 0, 0, 0, 10, 0, 0, 40])
  expect(moved.shape).toEqual(x.shape)
})

it('copies every channel bit for bit, and moves a picture out of sight altogether', () => {
  const x = randomTensor([3, 5, 4, 3], 1) as Tensor4D
  const still = translate(x, tensor1d([0, 5, 0]), tensor1d([0, 0, -4]))
  const length = 5 * 4 * 3
  expect(contentOf(still)).toEqual(contentOf(x).fill(0, length))
})

it('counts more pixels than a float does', () => {
  // 2^24 + 2 pixels of one byte's width each; a float would take the last for the one before it.
  const side = 2 ** 12 + 1
  const values = new Float32Array(side * side)
  values[side * side - 2] = 7
  values[side * side - 1] = 9
  const x = tensor(values, [1, side, side, 1]) as Tensor4D
  const moved = translate(x, tensor1d([0]), tensor1d([0])).dataSync()
  expect([moved[side * side - 2], moved[side * side - 1]]).toEqual([7, 9])
})

it('has right first and second derivatives', () => {
  expectClosed(
    (x) => translate(x as Tensor4D, tensor1d([1, -1, 0]), tensor1d([-2, 1, 3])),
    [randomTensor([3, 3, 4, 2], 1)]
  )
})
