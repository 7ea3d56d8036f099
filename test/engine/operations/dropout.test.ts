import { ones, scalar, sum, type Scalar, type Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { dropout } from '../../../src-main/engine/operations/dropout.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { gradients, randomTensor } from '../finite-differences.ts'
import { expectCaptured, expectClosed } from './expect-closed.ts'

beforeAll(async () => {
  await startEngine()
})

const masked = (rate: number, counter: number, layer = 0): Float32Array =>
  dropout(ones([100, 100]), rate, scalar(counter), layer).dataSync() as Float32Array

it('drops its share and scales the rest', () => {
  const values = masked(0.2, 7)
  expect(new Set(values)).toEqual(new Set([0, 1.25]))
  // 10,000 draws: four standard deviations are 0.016.
  const dropped = values.filter((value) => value === 0).length / values.length
  expect(Math.abs(dropped - 0.2)).toBeLessThan(0.016)
  expect(masked(0, 7).every((value) => value === 1)).toBe(true)
})

it('draws one mask for one counter and layer, and another for others', () => {
  expect(masked(0.5, 7)).toEqual(masked(0.5, 7))
  const agreement = (a: Float32Array, b: Float32Array): number =>
    a.filter((value, index) => value === b[index]).length / a.length
  // Independent masks agree in half of the entries; four standard deviations are 0.02.
  expect(Math.abs(agreement(masked(0.5, 7), masked(0.5, 8)) - 0.5)).toBeLessThan(0.02)
  expect(Math.abs(agreement(masked(0.5, 7), masked(0.5, 7, 1)) - 0.5)).toBeLessThan(0.02)
})

it('draws the same mask captured, from a counter that is fed', () => {
  expectCaptured(
    (x, counter) => {
      const drop = (x: Tensor): Tensor => dropout(x, 0.5, counter as Scalar, 3)
      return [drop(x), ...gradients((x) => sum(drop(x)), [x])]
    },
    [randomTensor([5, 6], 1), scalar(2 ** 24 - 1)]
  )
})

it('has right first and second derivatives', () => {
  expectClosed((x) => dropout(x, 0.5, scalar(7), 0), [randomTensor([4, 4], 1)])
})
