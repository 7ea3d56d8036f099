import { tensor, type Tensor, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { tanh } from '../../../src-main/engine/operations/activations.ts'
import {
  batchNormInference,
  batchNormTraining
} from '../../../src-main/engine/operations/normalization.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { randomTensor, secondGradientError, type Operation } from '../finite-differences.ts'
import { expectClosed, TOLERANCE } from './expect-closed.ts'

beforeAll(async () => {
  await startEngine()
})

const inputs = (): Tensor[] => [
  randomTensor([3, 2, 2, 2], 1),
  randomTensor([2], 2),
  randomTensor([2], 3)
]

describe('batch normalisation in training', () => {
  const training: Operation = (x, scale, offset) =>
    batchNormTraining(x as Tensor4D, scale as Tensor1D, offset as Tensor1D).value

  it('has mean `offset` and deviation `scale` per channel', () => {
    const [x, scale, offset] = inputs() as [Tensor4D, Tensor1D, Tensor1D]
    const values = training(x, scale, offset).dataSync()
    for (const channel of [0, 1]) {
      const own = Array.from(values).filter((_, index) => index % 2 === channel)
      const mean = own.reduce((total, value) => total + value, 0) / own.length
      const variance = own.reduce((total, value) => total + (value - mean) ** 2, 0) / own.length
      expect(mean).toBeCloseTo(offset.dataSync()[channel]!, 4)
      expect(Math.sqrt(variance)).toBeCloseTo(Math.abs(scale.dataSync()[channel]!), 3)
    }
  })

  it('has right first and second derivatives', () => {
    expectClosed(training, inputs())
  })

  it('has a right second derivative between other operations', () => {
    expect(
      secondGradientError((...at) => tanh(training(tanh(at[0]!), at[1]!, at[2]!)), inputs())
    ).toBeLessThan(TOLERANCE)
  })
})

describe('batch normalisation in sampling', () => {
  const moments = (): Tensor[] => [tensor([1, 2]), tensor([4, 1])]
  const sampling: Operation = (x, scale, offset, mean, variance) =>
    batchNormInference(x as Tensor4D, scale as Tensor1D, offset as Tensor1D, {
      mean: mean as Tensor1D,
      variance: variance as Tensor1D
    })

  it('is the affine map of the given moments', () => {
    const x = tensor([1, 2, 3, 4], [2, 1, 1, 2])
    const values = sampling(x, tensor([2, 3]), tensor([0.5, -1]), ...moments()).dataSync()
    ;[0.5, -1, 2.5, 5].forEach((expected, index) => expect(values[index]).toBeCloseTo(expected, 4))
  })

  it('has right derivatives in the moments too', () => {
    expectClosed(sampling, [...inputs(), ...moments()])
  })
})
