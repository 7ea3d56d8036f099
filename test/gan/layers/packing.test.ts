import { slice, type Tensor4D } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { pack, packAlone } from '../../../src-main/gan/layers/packing.ts'
import { gradientError, randomTensor } from '../../engine/finite-differences.ts'

beforeAll(async () => {
  await startEngine()
})

it('lays pictures that follow each other over each other', () => {
  const x = randomTensor([4, 2, 3, 2], 1) as Tensor4D
  const packed = pack(x, 2)
  expect(packed.shape).toEqual([2, 2, 3, 4])
  for (const n of [0, 1, 2, 3]) {
    const inside = slice(packed, [n >> 1, 0, 0, (n & 1) * 2], [1, 2, 3, 2])
    expect(inside.dataSync()).toEqual(slice(x, [n], [1]).dataSync())
  }
  expect(pack(x, 1)).toBe(x)
  expect(
    gradientError(
      (y) =>
        pack(y as Tensor4D, 2)
          .square()
          .sum(),
      [x]
    )
  ).toBeLessThan(1e-3)
})

it('makes a pack of a picture alone', () => {
  const x = randomTensor([2, 2, 2, 3], 1) as Tensor4D
  const packed = packAlone(x, 2)
  expect(packed.shape).toEqual([2, 2, 2, 6])
  for (const at of [0, 3]) {
    expect(slice(packed, [0, 0, 0, at], [-1, -1, -1, 3]).dataSync()).toEqual(x.dataSync())
  }
  expect(packAlone(x, 1)).toBe(x)
})
