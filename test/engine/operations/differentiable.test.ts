import { memory, mul, square, sum, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  differentiable,
  isRecorded,
  withoutGradient
} from '../../../src-main/engine/operations/differentiable.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { gradients } from '../finite-differences.ts'

beforeAll(async () => {
  await startEngine()
})

/** x times y, which writes down whose gradient is computed. */
function product(x: Tensor, y: Tensor, asked: string[]): Tensor {
  return differentiable(
    [x, y],
    () => mul(x, y),
    (upstream, [x, y]) => [
      () => (asked.push('x'), mul(upstream, y!)),
      () => (asked.push('y'), mul(upstream, x!))
    ]
  )
}

describe('differentiable', () => {
  it('computes the gradients that are needed and no others', () => {
    const [x, y] = [tensor([2, 3]), tensor([5, 7])]
    const asked: string[] = []
    const [gradient] = gradients((x) => sum(product(square(x), y, asked)), [x])
    expect(Array.from(gradient!.dataSync())).toEqual([20, 42])
    expect(asked).toEqual(['x'])
  })

  it('can be differentiated twice where its gradients can', () => {
    const first = (x: Tensor): Tensor => gradients((x) => sum(product(x, x, [])), [x])[0]!
    const [second] = gradients((x) => sum(mul(first(x), x)), [tensor([2, 3])])
    // d/dx of 2 x x.
    expect(Array.from(second!.dataSync())).toEqual([8, 12])
  })
})

describe('second derivatives', () => {
  it('leave no tensors behind', () => {
    const run = (): void => {
      tidy(() => {
        const first = (x: Tensor): Tensor => gradients((x) => sum(product(x, x, [])), [x])[0]!
        gradients((x) => sum(square(first(x))), [tensor([2, 3])])
      })
    }
    run()
    const before = memory().numTensors
    for (let round = 0; round < 10; round++) run()
    expect(memory().numTensors).toBe(before)
  })
})

describe('withoutGradient', () => {
  it('is taken for a constant', () => {
    const half = (x: Tensor): Tensor =>
      sum(
        mul(
          x,
          withoutGradient(() => square(x))
        )
      )
    expect(Array.from(gradients(half, [tensor([2, 3])])[0]!.dataSync())).toEqual([4, 9])
  })
})

describe('isRecorded', () => {
  it('tells a gradient that may be differentiated again from one that cannot', () => {
    const seen: boolean[] = []
    const watched = (x: Tensor): Tensor =>
      differentiable(
        [x],
        () => square(x),
        (upstream, [x]) => [() => (seen.push(isRecorded()), mul(upstream, mul(x!, 2)))]
      )
    const first = (x: Tensor): Tensor => gradients((x) => sum(watched(x)), [x])[0]!
    first(tensor([1]))
    expect(seen.splice(0)).toEqual([false])
    gradients((x) => sum(square(first(x))), [tensor([1])])
    expect(seen).toEqual([true])
    expect(isRecorded()).toBe(false)
  })
})
