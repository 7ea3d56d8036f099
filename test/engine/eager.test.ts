import { add, memory, mul, scalar, type Tensor1D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { capture, type Captured } from '../../src-main/engine/capture.ts'
import { runEagerly } from '../../src-main/engine/eager.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { createVariables } from '../../src-main/engine/variables.ts'

beforeAll(async () => {
  await startEngine()
})

/** A step that moves a weight by its input and gives back both. */
function counting(mode: typeof capture | typeof runEagerly): Captured<'step'> {
  const state = createVariables()
  const weight = state.create<Tensor1D>('weight', [2], Float32Array.of(1, 2))
  const unused = state.create<Tensor1D>('unused', [1], Float32Array.of(7))
  return mode(
    {
      step: {
        inputs: { change: [2] },
        step: ({ change }) => {
          const doubled = mul(change!, 2)
          weight.assign(add(weight.read(), change as Tensor1D))
          return { doubled, weight: weight.read(), unused: unused.read(), one: scalar(1) }
        }
      }
    },
    state
  )
}

describe.each([
  ['captured', capture],
  ['eager', runEagerly]
] as const)('a model, %s,', (_, mode) => {
  it('updates its variables, reads them and takes others', () => {
    const model = counting(mode)
    const step = (): object => model.run.step({ change: Float32Array.of(1, -1) })
    expect(step()).toEqual({
      doubled: Float32Array.of(2, -2),
      weight: Float32Array.of(2, 1),
      unused: Float32Array.of(7),
      one: Float32Array.of(1)
    })
    model.write(new Map([['weight', Float32Array.of(10, 20)]]))
    expect(step()).toMatchObject({ weight: Float32Array.of(11, 19) })
    expect(model.read()).toEqual(
      new Map([
        ['weight', Float32Array.of(11, 19)],
        ['unused', Float32Array.of(7)]
      ])
    )
    model.dispose()
  })

  it('shares no array with its caller', () => {
    const model = counting(mode)
    const given = Float32Array.of(5, 5)
    model.write(new Map([['weight', given]]))
    const read = model.read().get('weight')!
    const change = Float32Array.of(0, 0)
    const { weight } = model.run.step({ change })
    for (const array of [given, read, change, weight!]) array.fill(-1)
    expect(model.read().get('weight')).toEqual(Float32Array.of(5, 5))
    model.dispose()
  })

  it('takes the variables over and leaves no tensor behind', () => {
    const before = memory().numTensors
    const model = counting(mode)
    const change = Float32Array.of(1, 1)
    model.run.step({ change })
    const during = memory().numTensors
    for (let step = 0; step < 20; step++) model.run.step({ change })
    model.read()
    model.write(new Map([['weight', change]]))
    expect(memory().numTensors).toBe(during)
    model.dispose()
    expect(memory().numTensors).toBe(before)
  })

  it('refuses what does not fit, by name', () => {
    const model = counting(mode)
    expect(() => model.run.step({})).toThrow('"step" needs the input "change".')
    expect(() => model.run.step({ change: Float32Array.of(1) })).toThrow(
      '"change" takes 2 numbers ([2]), not 1.'
    )
    expect(() => model.write(new Map([['weight', Float32Array.of(1)]]))).toThrow(
      '"weight" takes 2 numbers ([2]), not 1.'
    )
    model.dispose()
  })
})
