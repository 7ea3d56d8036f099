import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  fitsKernels,
  kernelConvolutions
} from '../../../src-main/engine/operations/convolution-kernels.ts'
import { convolution } from '../../../src-main/engine/operations/convolution.ts'
import { rawConvolutions } from '../../../src-main/engine/operations/convolutions.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import {
  gradientError,
  randomTensor,
  secondGradientError,
  weighted
} from '../finite-differences.ts'

const halving = { stride: 2, padding: 'SAME' } as const
const { kernels } = await startEngine()

const tensorflows = rawConvolutions<Tensor4D>(2, {
  forward: 'Conv2D',
  backInput: 'Conv2DBackpropInput',
  backFilter: 'Conv2DBackpropFilter'
})

// Batch, height, width, input and output channels: one tile and many, blocks that do not come out
// even, pictures that are not square, more sums than fit one slice, few channels.
const SHAPES = [
  [8, 4, 4, 32, 32],
  [8, 8, 12, 32, 96],
  [9, 20, 8, 64, 160],
  [70, 4, 8, 96, 64],
  [8, 64, 32, 32, 128],
  [64, 16, 16, 64, 128],
  [8, 4, 4, 1, 32],
  [9, 12, 20, 3, 64],
  [11, 8, 8, 4, 96],
  [64, 32, 32, 3, 64]
] as const

describe('which convolutions the kernels take', () => {
  it.each([
    ['another stride', [8, 8, 8, 32], [4, 4, 32, 32], { stride: 1, padding: 'SAME' as const }],
    ['another border', [8, 8, 8, 32], [4, 4, 32, 32], { stride: 2, padding: 'VALID' as const }],
    ['another filter', [8, 8, 8, 32], [5, 5, 32, 32], halving],
    ['odd tiles', [8, 6, 8, 32], [4, 4, 32, 32], halving],
    ['other channels', [8, 8, 8, 24], [4, 4, 24, 32], halving],
    ['groups', [8, 8, 8, 64], [4, 4, 32, 64], halving],
    ['a picture alone', [1, 8, 8, 32], [4, 4, 32, 32], halving]
  ])('are not those with %s', (_, x, w, options) => {
    expect(fitsKernels(x, w, options)).toBe(false)
  })
})

// The kernels need AVX-512; on another processor TensorFlow's convolutions are used, tested elsewhere.
describe.skipIf(!kernels.ready)('the kernels', () => {
  beforeAll(() => {
    expect(fitsKernels([8, 8, 8, 32], [4, 4, 32, 32], halving)).toBe(true)
  })

  it.each(SHAPES)('agree with TensorFlow at batch %i, %i x %i, %i to %i', (n, h, w, from, to) => {
    const x = randomTensor([n, h, w, from], 1) as Tensor4D
    const filter = randomTensor([4, 4, from, to], 2) as Tensor4D
    const y = randomTensor([n, h / 2, w / 2, to], 3) as Tensor4D
    expect(fitsKernels(x.shape, filter.shape, halving)).toBe(true)
    for (const part of ['forward', 'backInput', 'backFilter'] as const) {
      const by = (convolutions: typeof tensorflows): Float32Array => {
        const { forward, backInput, backFilter } = convolutions
        const parts = {
          forward: () => forward(x, filter, halving),
          backInput: () => backInput(x.shape, filter, y, halving),
          backFilter: () => backFilter(x, filter.shape, y, halving)
        }
        return parts[part]().dataSync() as Float32Array
      }
      // Thousands of products in 32 bits, added in another order.
      expect(largestDifference(by(kernelConvolutions), by(tensorflows)), part).toBeLessThan(1e-5)
    }
  })

  it('have right first and second derivatives', () => {
    // Few enough numbers for differences one by one: the narrow kernels, at their smallest batch.
    const inputs = [randomTensor([8, 4, 4, 1], 1), randomTensor([4, 4, 1, 32], 2)]
    const operation = (x: Tensor, w: Tensor): Tensor =>
      convolution(x as Tensor4D, w as Tensor4D, halving)
    expect(gradientError(weighted(operation, 4), inputs)).toBeLessThan(5e-3)
    expect(secondGradientError(operation, inputs)).toBeLessThan(5e-3)
  })

  it('give the same bytes every time', () => {
    const x = randomTensor([64, 16, 16, 64], 1) as Tensor4D
    const y = randomTensor([64, 8, 8, 128], 3) as Tensor4D
    const once = (): Uint8Array =>
      new Uint8Array(
        (
          kernelConvolutions.backFilter(x, [4, 4, 64, 128], y, halving).dataSync() as Float32Array
        ).slice().buffer
      )
    const first = once()
    for (let i = 0; i < 5; i++) expect(Buffer.compare(first, once())).toBe(0)
  })
})

// Relative to the size of the numbers.
function largestDifference(actual: Float32Array, expected: Float32Array): number {
  expect(actual.length).toBe(expected.length)
  let largest = 0
  let size = 0
  expected.forEach((value, index) => {
    largest = Math.max(largest, Math.abs(value - actual[index]!))
    size = Math.max(size, Math.abs(value))
  })
  return largest / size
}
