import type { Scalar, Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseConfig } from '../../../src-main/contract/presets.ts'
import type { RunConfig } from '../../../src-main/contract/run-config.ts'
import { capture, type StepFunction } from '../../../src-main/engine/capture.ts'
import { runEagerly } from '../../../src-main/engine/eager.ts'
import { isOptimizerState } from '../../../src-main/engine/optimizers/optimizer.ts'
import { createOptimizer } from '../../../src-main/engine/optimizers/optimizers.ts'
import { createRandom } from '../../../src-main/engine/random.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { createVariables, type Variables } from '../../../src-main/engine/variables.ts'
import { createReference } from './reference.ts'

beforeAll(async () => {
  await startEngine()
})

const STEPS = 30
const SHAPES = { left: [5], right: [2, 3] }
const START = {
  left: Float32Array.of(1, -2, 0.5, 0, 3),
  right: Float32Array.of(0.1, 0.2, -0.3, 4, -5, 0.6)
}

/** A step that takes its gradients from outside, so that the update alone is looked at. */
function descent(config: RunConfig, state: Variables): { step: StepFunction } {
  const left = state.create('left', SHAPES.left, START.left)
  const right = state.create('right', SHAPES.right, START.right)
  const optimizer = createOptimizer(config, state, 'owner', [left, right])
  return {
    step: {
      inputs: { ...SHAPES, rate: [] },
      step: (inputs) => {
        const gradientOf = (name: string): Tensor => inputs[name]!
        const gradients = [
          { variable: left, gradient: gradientOf('left') },
          { variable: right, gradient: gradientOf('right') }
        ]
        optimizer.apply(gradients, inputs['rate'] as Scalar)
        return { rate: inputs['rate']! }
      }
    }
  }
}

// Gradients from 1e-6 to 1 in size, and a rate that changes, as a schedule's does.
function inputsOf(step: number): Record<'left' | 'right' | 'rate', Float32Array> {
  const random = createRandom(step, 30)
  const scaled = (length: number): Float32Array => {
    const values = new Float32Array(length)
    random.fillNormal(values)
    return values.map((value, index) => value * 10 ** -(index % 3) * (step % 5 === 0 ? 1e-4 : 1))
  }
  return { left: scaled(5), right: scaled(6), rate: Float32Array.of(0.02 / (1 + step / 10)) }
}

const CASES: Record<string, Partial<RunConfig>> = {
  'Adam of the paper': { optimizer: 'adam', beta1: 0.9, beta2: 0.999 },
  'Adam of DCGAN': { optimizer: 'adam', beta1: 0.5, beta2: 0.999 },
  'Adam without momentum': { optimizer: 'adam', beta1: 0, beta2: 0.99 },
  // The shortest memory that the schema takes; a shorter one is lost in 32 bits.
  'Adam of the shortest memory': { optimizer: 'adam', beta1: 0, beta2: 0.01 },
  'RMSProp of the shortest memory': { optimizer: 'rmsprop', meanSquareDecay: 0.01 },
  RMSProp: { optimizer: 'rmsprop', meanSquareDecay: 0.9 },
  'RMSProp with momentum': { optimizer: 'rmsprop', meanSquareDecay: 0.99, momentum: 0.7 },
  'plain descent': { optimizer: 'sgd' },
  'descent with momentum': { optimizer: 'sgd', momentum: 0.9 },
  'descent with Nesterov momentum': { optimizer: 'sgd', momentum: 0.9, nesterov: true }
}

describe.each(Object.entries(CASES))('%s', (_, changes) => {
  it.each([
    ['captured', capture],
    ['eager', runEagerly]
  ])('follows the formula, %s', (_, mode) => {
    const config = parseConfig(changes)
    const state = createVariables()
    const model = mode(descent(config, state), state)
    const references = {
      left: createReference(config, START.left),
      right: createReference(config, START.right)
    }
    for (let step = 0; step < STEPS; step++) {
      const inputs = inputsOf(step)
      model.run.step(inputs)
      const weights = model.read()
      for (const name of ['left', 'right'] as const) {
        const expected = references[name](inputs[name], inputs.rate[0]!)
        // The rounding of 32 bits over the steps so far, and nothing else.
        const worst = Math.max(
          ...expected.map((value, index) => Math.abs(value - weights.get(name)![index]!))
        )
        expect(worst, `${name} at step ${step}`).toBeLessThan(3e-6)
      }
    }
    model.dispose()
  })

  it('keeps all that it remembers in variables', () => {
    const config = parseConfig(changes)
    const build = () => {
      const state = createVariables()
      return capture(descent(config, state), state)
    }
    const [whole, first, second] = [build(), build(), build()]
    for (let step = 0; step < STEPS; step++) whole.run.step(inputsOf(step))
    for (let step = 0; step < STEPS / 2; step++) first.run.step(inputsOf(step))
    second.write(first.read())
    for (let step = STEPS / 2; step < STEPS; step++) second.run.step(inputsOf(step))
    expect(second.read()).toEqual(whole.read())
    for (const model of [whole, first, second]) model.dispose()
  })
})

describe('isOptimizerState', () => {
  it('tells what an optimizer keeps from what a network is', () => {
    const networks = ['left', 'right']
    for (const optimizer of ['adam', 'rmsprop', 'sgd'] as const) {
      const state = createVariables()
      descent(parseConfig({ optimizer }), state)
      const names = state.all().map(({ name }) => name)
      expect(names.length).toBeGreaterThan(networks.length)
      expect(names.filter((name) => !isOptimizerState(name))).toEqual(networks)
      state.dispose()
    }
    expect(isOptimizerState('generator/up8/kernel')).toBe(false)
    expect(isOptimizerState('generator/up8/norm/running_mean')).toBe(false)
  })
})
