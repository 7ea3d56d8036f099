import { tensor, tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { exp, logSoftmax, softmax } from '../../../src-main/engine/operations/exponentials.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { randomTensor, type Operation } from '../finite-differences.ts'
import { expectClosed } from './expect-closed.ts'

beforeAll(async () => {
  await startEngine()
})

describe.each<[string, Operation]>([
  ['exp', exp],
  ['softmax', softmax],
  ['logSoftmax', logSoftmax]
])('%s', (_, operation) => {
  it('has right first and second derivatives', () => {
    expectClosed(operation, [randomTensor([3, 4], 1)])
  })
})

it('have their values', () => {
  expect(exp(tensor([2])).dataSync()[0]).toBeCloseTo(Math.E ** 2, 5)
  // Shares of 1 : 3, however large the logits are.
  const logits = tensor2d([[100, 100 + Math.log(3)]])
  const shares = softmax(logits).dataSync()
  expect(shares[0]).toBeCloseTo(0.25, 5)
  expect(shares[1]).toBeCloseTo(0.75, 5)
  expect(logSoftmax(logits).dataSync()[0]).toBeCloseTo(Math.log(0.25), 5)
})
