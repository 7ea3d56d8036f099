import {
  add,
  matMul,
  mean,
  mul,
  scalar,
  square,
  sub,
  type Scalar,
  type Tensor2D
} from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { capture, type Captured, type StepFunction } from '../../src-main/engine/capture.ts'
import { runEagerly } from '../../src-main/engine/eager.ts'
import { attribute, execute } from '../../src-main/engine/execute.ts'
import { gradientsOf } from '../../src-main/engine/gradients.ts'
import { createAdam } from '../../src-main/engine/optimizers/adam.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { engine, startEngine } from '../../src-main/engine/tensorflow.ts'
import { createVariables, type Variables } from '../../src-main/engine/variables.ts'

beforeAll(async () => {
  await startEngine()
})

const models: Captured[] = []
afterEach(() => {
  for (const model of models.splice(0)) model.dispose()
})

function captured<Name extends string>(
  functions: Record<Name, StepFunction>,
  state: Variables
): Captured<Name> {
  const model = capture(functions, state)
  models.push(model)
  return model
}

/** Two players as in a GAN: `left` descends against `right`, which then descends against the new `left`. */
function game(state: Variables): Record<'step' | 'product', StepFunction> {
  const left = state.create<Tensor2D>('left', [2, 2], Float32Array.of(1, 2, 3, 4))
  const right = state.create<Tensor2D>('right', [2, 2], Float32Array.of(0.5, -1, 2, 0.25))
  const leftAdam = createAdam(state, 'left-owner', [left], { beta1: 0.5, beta2: 0.999 })
  const rightAdam = createAdam(state, 'right-owner', [right], { beta1: 0.9, beta2: 0.99 })
  const loss = (x: Tensor2D): Scalar =>
    mean(square(sub(matMul(matMul(x, left.read()), right.read()), 1))) as Scalar
  return {
    step: {
      inputs: { x: [3, 2], rate: [] },
      step: ({ x, rate }) => {
        const first = gradientsOf([left], () => ({ loss: loss(x as Tensor2D) }))
        leftAdam.apply(first.gradients, rate as Scalar)
        const second = gradientsOf([right], () => ({ loss: loss(x as Tensor2D) }))
        rightAdam.apply(second.gradients, rate as Scalar)
        return { before: first.loss, between: second.loss }
      }
    },
    product: { inputs: {}, step: () => ({ product: matMul(left.read(), right.read()) }) }
  }
}

function inputs(step: number): Record<string, Float32Array> {
  const x = new Float32Array(6)
  createRandom(step, 9).fillNormal(x)
  return { x, rate: Float32Array.of(0.05) }
}

describe('capture', () => {
  it('alternates exactly as the eager step does, over shared variables', () => {
    const eagerState = createVariables()
    const eager = runEagerly(game(eagerState), eagerState)
    const state = createVariables()
    const graph = captured(game(state), state)
    for (let step = 0; step < 20; step++) {
      const expected = eager.run.step(inputs(step))
      const actual = graph.run.step(inputs(step))
      // The second player must see the first one's update.
      expect(actual['between']![0]).not.toBe(actual['before']![0])
      for (const name of ['before', 'between']) {
        expect(actual[name]![0]! / expected[name]![0]!).toBeCloseTo(1, 4)
      }
    }
    const expected = eager.read()
    for (const [name, values] of graph.read()) {
      values.forEach((value, index) =>
        expect(value / expected.get(name)![index]!).toBeCloseTo(1, 4)
      )
    }
    const product = graph.run.product({})['product']!
    eager.run
      .product({})
      ['product']!.forEach((value, index) => expect(product[index]).toBeCloseTo(value, 4))
    eager.dispose()
  })

  it('takes the first Adam step of size rate against the sign of the gradient', () => {
    // With both moments corrected, the first change is rate * g / |g| (Kingma and Ba 2014, section 2.1).
    const state = createVariables()
    const weight = state.create('weight', [3], Float32Array.of(1, -2, 0.5))
    const adam = createAdam(state, 'owner', [weight], { beta1: 0.9, beta2: 0.999 })
    const model = captured(
      {
        step: {
          inputs: {},
          step: () => {
            const { loss, gradients } = gradientsOf([weight], () => ({
              loss: mean(square(weight.read())) as Scalar
            }))
            adam.apply(gradients, scalar(0.01))
            return { loss }
          }
        }
      },
      state
    )
    model.run.step({})
    const after = model.read().get('weight')!
    ;[0.99, -1.99, 0.49].forEach((value, index) => expect(after[index]).toBeCloseTo(value, 6))
  })

  it('reads an assigned variable as it is at each point of the step', () => {
    const state = createVariables()
    const counter = state.create<Scalar>('counter', [], Float32Array.of(1))
    const model = captured(
      {
        step: {
          inputs: {},
          step: () => {
            const first = mul(counter.read(), 1)
            counter.assign(add(counter.read(), 10))
            const second = mul(counter.read(), 1)
            counter.assign(mul(counter.read(), 2))
            return { first, second, third: mul(counter.read(), 1) }
          }
        }
      },
      state
    )
    const flat = (): number[] => Object.values(model.run.step({})).map((values) => values[0]!)
    expect(flat()).toEqual([1, 11, 22])
    expect(flat()).toEqual([22, 32, 64])
    model.write(new Map([['counter', Float32Array.of(5)]]))
    expect(model.read()).toEqual(new Map([['counter', Float32Array.of(5)]]))
  })

  it('merges equal work: a forward pass used twice stands in the graph once', () => {
    const state = createVariables()
    const weight = state.create<Tensor2D>('weight', [2, 2], Float32Array.of(1, 2, 3, 4))
    const step = (times: number): StepFunction => ({
      inputs: { x: [2, 2] },
      step: ({ x }) => ({
        sum: Array.from({ length: times }, () => matMul(x as Tensor2D, weight.read())).reduce(
          (sum, value) => add(sum, value)
        )
      })
    })
    const model = captured({ once: step(1), twice: step(2) }, state)
    const x = Float32Array.of(1, 0, 0, 1)
    expect(model.run.once({ x })['sum']).toEqual(Float32Array.of(1, 2, 3, 4))
    expect(model.run.twice({ x })['sum']).toEqual(Float32Array.of(2, 4, 6, 8))
  })

  it('refuses a step that reads a value back, naming the operation and the line', () => {
    const state = createVariables()
    const weight = state.create('weight', [1], Float32Array.of(1))
    const step = (): Record<string, tf.Tensor> => {
      const doubled = mul(weight.read(), 2)
      return { result: scalar(doubled.dataSync()[0]!) }
    }
    expect(() => capture({ step: { inputs: {}, step } }, state)).toThrow(
      /reads the value of .* \(Mul\).*capture\.test\.ts:\d+/
    )
  })

  it('refuses an operation whose shape depends on the numbers, naming it and the line', () => {
    const state = createVariables()
    const weight = state.create('weight', [3], Float32Array.of(1, 0, 2))
    const step = (): Record<string, tf.Tensor> => ({
      result: execute('Where', [attribute.type('T')], [weight.read()])
    })
    expect(() => capture({ step: { inputs: {}, step } }, state)).toThrow(
      /"Where" gives a tensor whose shape depends on the numbers \(capture\.test\.ts:\d+\)/
    )
  })

  it('takes several batch sizes over the same variables', () => {
    const state = createVariables()
    const weight = state.create<Tensor2D>('weight', [2, 1], Float32Array.of(1, 10))
    const project = (batch: number): StepFunction => ({
      inputs: { x: [batch, 2] },
      step: ({ x }) => ({ y: matMul(x as Tensor2D, weight.read()) })
    })
    const model = captured({ one: project(1), three: project(3) }, state)
    model.write(new Map([['weight', Float32Array.of(2, 20)]]))
    expect(model.run.one({ x: Float32Array.of(1, 1) })['y']).toEqual(Float32Array.of(22))
    const x = Float32Array.of(1, 0, 0, 1, 1, 1)
    expect(model.run.three({ x })['y']).toEqual(Float32Array.of(2, 20, 22))
  })

  it('refuses a tensor from outside of the step', () => {
    const state = createVariables()
    const weight = state.create('weight', [1], Float32Array.of(1))
    const foreign = add(tf.ones([1]), 1)
    const step = (): Record<string, tf.Tensor> => ({ result: mul(weight.read(), foreign) })
    expect(() => capture({ step: { inputs: {}, step } }, state)).toThrow(/from outside of the step/)
  })

  it('refuses an input of a wrong length', () => {
    const state = createVariables()
    const model = captured(game(state), state)
    expect(() => model.run.step({ x: new Float32Array(5), rate: Float32Array.of(1) })).toThrow(
      '"x" takes 6 numbers ([3, 2]), not 5.'
    )
    expect(() => model.run.step({ x: new Float32Array(6) })).toThrow('needs the input "rate"')
  })

  it('leaves no tensor behind', () => {
    const state = createVariables()
    const model = captured(game(state), state)
    model.run.step(inputs(0))
    const { binding } = engine().backend
    const before = [binding.getNumOfTensors(), tf.memory().numTensors]
    for (let step = 0; step < 50; step++) model.run.step(inputs(step))
    expect([binding.getNumOfTensors(), tf.memory().numTensors]).toEqual(before)
  })

  it('copies what it is given: neither side can change the other afterwards', () => {
    // The addon lends TensorFlow the memory of arrays that happen to be aligned to 64 bytes, about one
    // in four; of 64 arrays, some are. A trained variable must not live in one of them.
    const state = createVariables()
    const names = Array.from({ length: 64 }, (_, index) => `weight${index}`)
    const weights = names.map((name) => state.create(name, [256], new Float32Array(256)))
    const model = captured(
      {
        step: {
          inputs: {},
          step: () => {
            for (const weight of weights) weight.assign(add(weight.read(), 1))
            return { done: scalar(1) }
          }
        }
      },
      state
    )
    const given = new Map(names.map((name) => [name, new Float32Array(256).fill(5)]))
    model.write(given)
    for (const values of given.values()) values.fill(-1)
    model.run.step({})
    expect(model.read()).toEqual(
      new Map(names.map((name) => [name, new Float32Array(256).fill(6)]))
    )
    expect([...given.values()].every((values) => values.every((value) => value === -1))).toBe(true)
  })
})
