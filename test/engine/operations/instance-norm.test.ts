import { tensor, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { instanceNorm } from '../../../src-main/engine/operations/instance-norm.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { randomTensor } from '../finite-differences.ts'
import { expectClosed } from './expect-closed.ts'

beforeAll(async () => {
  await startEngine()
})

it('normalises each channel of each picture by itself', () => {
  // Two pictures of two pixels; one channel.
  const x = tensor([1, 3, 10, 30], [2, 1, 2, 1]) as Tensor4D
  const values = instanceNorm(x, tensor([2]) as Tensor1D, tensor([5]) as Tensor1D).dataSync()
  ;[3, 7, 3, 7].forEach((expected, index) => expect(values[index]).toBeCloseTo(expected, 4))
})

it('has right first and second derivatives', () => {
  expectClosed(
    (x, scale, offset) => instanceNorm(x as Tensor4D, scale as Tensor1D, offset as Tensor1D),
    [randomTensor([2, 3, 2, 2], 1), randomTensor([2], 2), randomTensor([2], 3)]
  )
})
