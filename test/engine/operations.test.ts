import { sum, tensor, type Tensor, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  leakyRelu,
  relu,
  sigmoid,
  softplus,
  tanh
} from '../../src-main/engine/operations/activations.ts'
import {
  convolution,
  convolutionBackFilter,
  convolutionBackInput
} from '../../src-main/engine/operations/convolution.ts'
import {
  batchNormInference,
  batchNormTraining
} from '../../src-main/engine/operations/normalization.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import {
  gradientError,
  gradients,
  randomTensor,
  secondGradientError,
  weighted,
  type Operation
} from './finite-differences.ts'

beforeAll(async () => {
  await startEngine()
})

// What 32-bit central differences of these sizes can tell apart.
const TOLERANCE = 5e-3
const halving = { stride: 2, padding: 'SAME' } as const

describe('convolution', () => {
  const x = (): Tensor => randomTensor([2, 6, 6, 2], 1)
  const w = (): Tensor => randomTensor([4, 4, 2, 3], 2)
  const y = (): Tensor => randomTensor([2, 3, 3, 3], 3)
  const operations: Record<string, [Operation, Tensor[]]> = {}
  const fill = (): void => {
    operations['forward'] = [
      (x, w) => convolution(x as Tensor4D, w as Tensor4D, halving),
      [x(), w()]
    ]
    operations['transposed'] = [
      (w, y) => convolutionBackInput([2, 6, 6, 2], w as Tensor4D, y as Tensor4D, halving),
      [w(), y()]
    ]
    operations['filter'] = [
      (x, y) => convolutionBackFilter(x as Tensor4D, [4, 4, 2, 3], y as Tensor4D, halving),
      [x(), y()]
    ]
  }

  it.each(['forward', 'transposed', 'filter'])(
    'has right first and second derivatives: %s',
    (name) => {
      fill()
      const [operation, inputs] = operations[name]!
      expect(gradientError(weighted(operation, 4), inputs)).toBeLessThan(TOLERANCE)
      expect(secondGradientError(operation, inputs)).toBeLessThan(TOLERANCE)
    }
  )

  it('agrees with the sum over its window', () => {
    // A 2 x 2 filter of ones over 0..15 with stride 2 adds up the quarters.
    const picture = tensor(
      Float32Array.from({ length: 16 }, (_, i) => i),
      [1, 4, 4, 1]
    ) as Tensor4D
    const ones = tensor(new Float32Array(4).fill(1), [2, 2, 1, 1]) as Tensor4D
    expect(
      Array.from(convolution(picture, ones, { stride: 2, padding: 'VALID' }).dataSync())
    ).toEqual([10, 18, 42, 50])
  })
})

describe('activations', () => {
  const at = [-2, -0.5, 0.3, 1.7]
  const s = (v: number): number => 1 / (1 + Math.exp(-v))
  const t = Math.tanh
  // Value, first and second derivative by hand.
  const table: [string, Operation, (v: number) => [number, number, number]][] = [
    ['tanh', tanh, (v) => [t(v), 1 - t(v) ** 2, -2 * t(v) * (1 - t(v) ** 2)]],
    ['sigmoid', sigmoid, (v) => [s(v), s(v) * (1 - s(v)), s(v) * (1 - s(v)) * (1 - 2 * s(v))]],
    ['softplus', softplus, (v) => [Math.log1p(Math.exp(v)), s(v), s(v) * (1 - s(v))]],
    ['relu', relu, (v) => [Math.max(v, 0), v > 0 ? 1 : 0, 0]],
    ['leakyRelu', (x) => leakyRelu(x, 0.2), (v) => [v > 0 ? v : 0.2 * v, v > 0 ? 1 : 0.2, 0]]
  ]

  it.each(table)('%s has the analytic value and both derivatives', (_, operation, analytic) => {
    const x = tensor(at)
    const first = (input: Tensor): Tensor => gradients((v) => sum(operation(v)), [input])[0]!
    const second = gradients((v) => sum(first(v)), [x])[0]!
    const found = [operation(x), first(x), second].map((values) => Array.from(values.dataSync()))
    at.forEach((v, index) =>
      analytic(v).forEach((expected, order) =>
        expect(found[order]![index]).toBeCloseTo(expected, 5)
      )
    )
  })
})

describe('batch normalisation', () => {
  const inputs = (): Tensor[] => [
    randomTensor([3, 2, 2, 2], 1),
    randomTensor([2], 2),
    randomTensor([2], 3)
  ]
  const training: Operation = (x, scale, offset) =>
    batchNormTraining(x as Tensor4D, scale as Tensor1D, offset as Tensor1D).value

  it('has mean `offset` and deviation `scale` per channel, and right gradients', () => {
    const [x, scale, offset] = inputs() as [Tensor4D, Tensor1D, Tensor1D]
    const values = training(x, scale, offset).dataSync()
    for (const channel of [0, 1]) {
      const own = Array.from(values).filter((_, index) => index % 2 === channel)
      const mean = own.reduce((total, value) => total + value, 0) / own.length
      const variance = own.reduce((total, value) => total + (value - mean) ** 2, 0) / own.length
      expect(mean).toBeCloseTo(offset.dataSync()[channel]!, 4)
      expect(Math.sqrt(variance)).toBeCloseTo(Math.abs(scale.dataSync()[channel]!), 3)
    }
    expect(gradientError(weighted(training, 4), inputs())).toBeLessThan(TOLERANCE)
  })

  it('in sampling is the affine map of the given moments', () => {
    const x = tensor([1, 2, 3, 4], [2, 1, 1, 2]) as Tensor4D
    const two = (a: number, b: number): Tensor1D => tensor([a, b]) as Tensor1D
    const moments = { mean: two(1, 2), variance: two(4, 1) }
    const values = batchNormInference(x, two(2, 3), two(0.5, -1), moments).dataSync()
    ;[0.5, -1, 2.5, 5].forEach((expected, index) => expect(values[index]).toBeCloseTo(expected, 4))
  })

  it('has the right second derivative', () => {
    expect(secondGradientError(training, inputs())).toBeLessThan(TOLERANCE)
  })
})
