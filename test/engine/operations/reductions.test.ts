import { tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { meanOver, spread, sumOver } from '../../../src-main/engine/operations/reductions.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { randomTensor, type Operation } from '../finite-differences.ts'
import { expectClosed } from './expect-closed.ts'

beforeAll(async () => {
  await startEngine()
})

it('sums, averages and spreads over axes that stay', () => {
  const x = tensor2d([
    [1, 2, 3],
    [4, 5, 9]
  ])
  expect(sumOver(x, [1]).arraySync()).toEqual([[6], [18]])
  expect(meanOver(x, [0, 1]).arraySync()).toEqual([[4]])
  expect(spread(sumOver(x, [1]), [2, 2]).arraySync()).toEqual([
    [6, 6],
    [18, 18]
  ])
})

it.each<[string, Operation, number[]]>([
  ['sumOver', (x) => sumOver(x, [0, 2]), [2, 3, 2]],
  ['meanOver', (x) => meanOver(x, [1]), [2, 3, 2]],
  ['spread', (x) => spread(x, [2, 3, 2]), [1, 3, 1]],
  ['spread to its own shape', (x) => spread(x, [2, 3]), [2, 3]]
])('%s has right first and second derivatives', (_, operation, shape) => {
  expectClosed(operation, [randomTensor(shape, 1)])
})
