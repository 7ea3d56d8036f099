import { tensor1d, tensor2d, type Tensor1D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { biasAdd, channelSum } from '../../../src-main/engine/operations/bias.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { randomTensor } from '../finite-differences.ts'
import { expectClosed } from './expect-closed.ts'

beforeAll(async () => {
  await startEngine()
})

const rows = () =>
  tensor2d([
    [1, 2],
    [3, 4],
    [5, 6]
  ])

describe('biasAdd', () => {
  it('adds to every row', () => {
    expect(Array.from(biasAdd(rows(), tensor1d([10, 20])).dataSync())).toEqual([
      11, 22, 13, 24, 15, 26
    ])
  })

  it.each([[[3, 2]], [[2, 3, 3, 2]], [[1, 2, 3, 2, 2]]])('is closed over %j', (shape) => {
    expectClosed(
      (x, bias) => biasAdd(x, bias as Tensor1D),
      [randomTensor(shape, 1), randomTensor([2], 2)]
    )
  })
})

describe('channelSum', () => {
  it('adds up all but the last axis', () => {
    expect(Array.from(channelSum(rows()).dataSync())).toEqual([9, 12])
  })

  it('has right first and second derivatives', () => {
    expectClosed(channelSum, [randomTensor([2, 3, 2, 2], 1)])
  })
})
