import { sum, tensor1d, tensor2d, type Tensor1D } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { gatherRows } from '../../../src-main/engine/operations/gather.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { gradients, randomTensor } from '../finite-differences.ts'
import { expectCaptured, expectClosed } from './expect-closed.ts'

beforeAll(async () => {
  await startEngine()
})

const table = () =>
  tensor2d([
    [1, 2],
    [3, 4],
    [5, 6]
  ])

it.each(['int32', 'float32'] as const)('takes rows by %s', (type) => {
  const rows = gatherRows(table(), tensor1d([2, 0, 2], type))
  expect(rows.arraySync()).toEqual([
    [5, 6],
    [1, 2],
    [5, 6]
  ])
})

it('gives a row the gradients of all that took it', () => {
  const [gradient] = gradients(
    (table) => sum(gatherRows(table, tensor1d([2, 0, 2], 'int32'))),
    [table()]
  )
  expect(gradient!.arraySync()).toEqual([
    [1, 1],
    [0, 0],
    [2, 2]
  ])
})

it('has right first and second derivatives', () => {
  expectClosed(
    (table) => gatherRows(table, tensor1d([2, 0, 2, 3], 'int32')),
    [randomTensor([4, 3], 1)]
  )
})

it('takes indices that are fed', () => {
  expectCaptured(
    (table, indices) => [gatherRows(table, indices as Tensor1D)],
    [table(), tensor1d([2, 0])]
  )
})
