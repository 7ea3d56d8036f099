import { sum, tensor, type Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  elu,
  leakyRelu,
  relu,
  sigmoid,
  softplus,
  tanh
} from '../../../src-main/engine/operations/activations.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { gradients, randomTensor, type Operation } from '../finite-differences.ts'
import { expectClosed } from './expect-closed.ts'

beforeAll(async () => {
  await startEngine()
})

const at = [-2, -0.5, 0.3, 1.7]
const s = (v: number): number => 1 / (1 + Math.exp(-v))
const t = Math.tanh
const e = Math.exp
// Value, first and second derivative by hand.
const table: [string, Operation, (v: number) => [number, number, number]][] = [
  ['tanh', tanh, (v) => [t(v), 1 - t(v) ** 2, -2 * t(v) * (1 - t(v) ** 2)]],
  ['sigmoid', sigmoid, (v) => [s(v), s(v) * (1 - s(v)), s(v) * (1 - s(v)) * (1 - 2 * s(v))]],
  ['softplus', softplus, (v) => [Math.log1p(e(v)), s(v), s(v) * (1 - s(v))]],
  ['elu', elu, (v) => (v > 0 ? [v, 1, 0] : [e(v) - 1, e(v), e(v)])],
  ['relu', relu, (v) => [Math.max(v, 0), v > 0 ? 1 : 0, 0]],
  ['leakyRelu', (x) => leakyRelu(x, 0.2), (v) => [v > 0 ? v : 0.2 * v, v > 0 ? 1 : 0.2, 0]]
]

describe.each(table)('%s', (_, operation, analytic) => {
  it('has the analytic value and both derivatives', () => {
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

  it('is right under other operations, and captured', () => {
    expectClosed(operation, [randomTensor([3, 4], 1)])
  })
})

describe('softplus and sigmoid', () => {
  it('do not overflow', () => {
    const x = tensor([-200, 200])
    expect(Array.from(softplus(x).dataSync())).toEqual([0, 200])
    expect(Array.from(gradients((x) => sum(softplus(x)), [x])[0]!.dataSync())).toEqual([0, 1])
  })
})
