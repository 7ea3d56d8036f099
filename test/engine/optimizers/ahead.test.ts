import { square, sum, type Scalar, type Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseConfig } from '../../../src-main/contract/presets.ts'
import type { RunConfig } from '../../../src-main/contract/run-config.ts'
import { capture } from '../../../src-main/engine/capture.ts'
import { runEagerly } from '../../../src-main/engine/eager.ts'
import { lookAhead } from '../../../src-main/engine/optimizers/ahead.ts'
import { createOptimizer } from '../../../src-main/engine/optimizers/optimizers.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { createVariables, type Variables } from '../../../src-main/engine/variables.ts'
import { gradientError, randomTensor } from '../finite-differences.ts'

beforeAll(async () => {
  await startEngine()
})

const SHAPE = [2, 3]
const START = Float32Array.of(0.1, 0.2, -0.3, 4, -5, 0.6)
const CASES: Record<string, Partial<RunConfig>> = {
  Adam: { optimizer: 'adam', beta1: 0.5, beta2: 0.9 },
  RMSProp: { optimizer: 'rmsprop', momentum: 0.3 },
  descent: { optimizer: 'sgd' },
  'descent with momentum': { optimizer: 'sgd', momentum: 0.9 },
  'descent with Nesterov momentum': { optimizer: 'sgd', momentum: 0.9, nesterov: true }
}

/** Updates twice for good and, in between, looks two updates ahead. */
function twoWays(config: RunConfig, state: Variables) {
  const weight = state.create('weight', SHAPE, START)
  const optimizer = createOptimizer(config, state, 'owner', [weight])
  return {
    inputs: { first: SHAPE, second: SHAPE, third: SHAPE, rate: [] },
    step: ({ first, second, third, rate }: Record<string, Tensor>) => {
      const apply = (gradient: Tensor): void =>
        optimizer.apply([{ variable: weight, gradient }], rate as Scalar)
      apply(first!)
      const ahead = lookAhead(config, state, 'owner', [weight])
      const [once] = ahead([weight.read()], [second!], rate as Scalar)
      const [twice] = ahead([once!], [third!], rate as Scalar)
      apply(second!)
      const updated = weight.read().clone()
      apply(third!)
      return { once: once!, twice: twice!, updated, updatedTwice: weight.read().clone() }
    }
  }
}

describe.each(Object.entries(CASES))('%s', (_, changes) => {
  const config = parseConfig(changes)
  const gradients = {
    first: Float32Array.of(1, -2, 0.5, 0, 3, 0.01),
    second: Float32Array.of(0.1, 2, 0.5, 1e-3, -3, 0),
    third: Float32Array.of(-1, 1, 0.25, 0, 1, -1e-4),
    rate: Float32Array.of(0.05)
  }

  it.each([
    ['captured', capture],
    ['eagerly', runEagerly]
  ] as const)('looks ahead to where it goes, %s', (_, mode) => {
    const state = createVariables()
    const model = mode({ step: twoWays(config, state) }, state)
    const { once, twice, updated, updatedTwice } = model.run.step(gradients)
    once!.forEach((value, at) => expect(value).toBeCloseTo(updated![at]!, 5))
    twice!.forEach((value, at) => expect(value).toBeCloseTo(updatedTwice![at]!, 5))
    expect(updated).not.toEqual(updatedTwice)
    model.dispose()
  })

  it('is differentiable in the gradients', () => {
    const state = createVariables()
    const weight = state.create('weight', SHAPE, START)
    createOptimizer(config, state, 'owner', [weight])
    const rate = randomTensor([], 1).abs() as Scalar
    const end = (first: Tensor, second: Tensor): Tensor => {
      const ahead = lookAhead(config, state, 'owner', [weight])
      const once = ahead([weight.read()], [first], rate)
      return sum(square(ahead(once, [second], rate)[0]!))
    }
    const at = [randomTensor(SHAPE, 2), randomTensor(SHAPE, 3)]
    expect(gradientError(end, at, 1e-3)).toBeLessThan(1e-2)
    state.dispose()
  })
})
