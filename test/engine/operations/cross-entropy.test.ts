import { sum, tensor, tensor2d, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  sigmoidCrossEntropy,
  softmaxCrossEntropy
} from '../../../src-main/engine/operations/cross-entropy.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { gradients, randomTensor } from '../finite-differences.ts'
import { expectClosed } from './expect-closed.ts'

beforeAll(async () => {
  await startEngine()
})

describe('sigmoidCrossEntropy', () => {
  it('has the analytic value and both derivatives, where logits are large too', () => {
    const s = (v: number): number => 1 / (1 + Math.exp(-v))
    const logits = [-30, -0.7, 0.7, 30]
    const label = 0.25
    const entropy = (x: Tensor): Tensor =>
      sum(sigmoidCrossEntropy(tensor(logits.map(() => label)), x))
    const first = (x: Tensor): Tensor => gradients(entropy, [x])[0]!
    const second = gradients((x) => sum(first(x)), [tensor(logits)])[0]!.dataSync()
    const value = sigmoidCrossEntropy(tensor(logits.map(() => label)), tensor(logits)).dataSync()
    const slope = first(tensor(logits)).dataSync()
    logits.forEach((v, i) => {
      expect(value[i]).toBeCloseTo(
        Math.log1p(Math.exp(-Math.abs(v))) + Math.max(v, 0) - label * v,
        5
      )
      expect(slope[i]).toBeCloseTo(s(v) - label, 5)
      expect(second[i]).toBeCloseTo(s(v) * (1 - s(v)), 5)
    })
  })

  it('has right derivatives for labels and logits', () => {
    expectClosed(
      (labels, logits) => sigmoidCrossEntropy(labels, logits),
      [tensor([0.2, 0.7, 1]), randomTensor([3], 2)]
    )
  })
})

describe('softmaxCrossEntropy', () => {
  it('is the negative logarithm of the share of the label', () => {
    const logits = tensor2d([[0, Math.log(3)]])
    const value = softmaxCrossEntropy(tensor2d([[0, 1]]), logits)
    expect(value.shape).toEqual([1, 1])
    expect(value.dataSync()[0]).toBeCloseTo(-Math.log(0.75), 5)
  })

  it('has right first and second derivatives', () => {
    const labels = tensor2d([
      [1, 0, 0],
      [0, 0.5, 0.5]
    ])
    const logits = randomTensor([2, 3], 1)
    expectClosed(
      (labels, logits) => softmaxCrossEntropy(labels as Tensor2D, logits as Tensor2D),
      [labels, logits]
    )
  })
})
