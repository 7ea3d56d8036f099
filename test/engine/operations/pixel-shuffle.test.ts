import { depthToSpace, tensor, type Tensor4D } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { pixelShuffle, pixelUnshuffle } from '../../../src-main/engine/operations/pixel-shuffle.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { randomTensor } from '../finite-differences.ts'
import { expectClosed } from './expect-closed.ts'

beforeAll(async () => {
  await startEngine()
})

it('makes channels into a square of pixels, as TensorFlow does', () => {
  const pixel = tensor([1, 2, 3, 4], [1, 1, 1, 4]) as Tensor4D
  expect(pixelShuffle(pixel, 2).arraySync()).toEqual([
    [
      [[1], [2]],
      [[3], [4]]
    ]
  ])
  const x = randomTensor([2, 2, 3, 8], 1) as Tensor4D
  expect(pixelShuffle(x, 2).arraySync()).toEqual(depthToSpace(x, 2).arraySync())
})

it('comes back', () => {
  const x = randomTensor([2, 4, 6, 3], 1) as Tensor4D
  expect(pixelShuffle(pixelUnshuffle(x, 2), 2).arraySync()).toEqual(x.arraySync())
})

it('has right first and second derivatives, both ways', () => {
  expectClosed((x) => pixelShuffle(x as Tensor4D, 2), [randomTensor([2, 2, 2, 4], 1)])
  expectClosed((x) => pixelUnshuffle(x as Tensor4D, 2), [randomTensor([2, 4, 2, 2], 1)])
})
