import { tidy, type Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { executeAll } from '../../../src-main/engine/execute.ts'
import type { PlainArray } from '../../../src-main/engine/plain/arrays.ts'
import { CONSTANTS } from '../../../src-main/engine/plain/binding.ts'
import { executePlain } from '../../../src-main/engine/plain/engine.ts'
import { PLAIN_OPERATIONS } from '../../../src-main/engine/plain/operations.ts'
import { engine, startEngine } from '../../../src-main/engine/tensorflow.ts'
import { cases } from './cases.ts'

beforeAll(async () => {
  await startEngine()
})

const plainOf = (value: Tensor): PlainArray => ({
  values: value.dataSync() as Float32Array,
  shape: value.shape
})

describe('every operation of the slow engine', () => {
  it('gives what TensorFlow gives', () => {
    for (const { operation, title, attributes, inputs, outputs = 1, compared = 1 } of cases()) {
      const name = `${operation}, ${title ?? ''}`
      const arrays = inputs.map(plainOf)
      const before = arrays.map(({ values }) => values.slice())
      const actual = executePlain(operation, attributes, arrays)
      expect(actual.length, name).toBe(outputs)
      tidy(() => {
        const expected = executeAll(operation, attributes, inputs, outputs).map(plainOf)
        for (let output = 0; output < compared; output++) {
          expect(actual[output]!.shape, name).toEqual(expected[output]!.shape)
          expect(worst(actual[output]!, expected[output]!), name).toBeLessThan(2e-6)
        }
      })
      expect(
        arrays.map(({ values }) => values),
        `${name} left its inputs alone`
      ).toEqual(before)
    }
  })

  it('is held against TensorFlow', () => {
    const held = new Set(cases().map(({ operation }) => operation))
    expect([...held].sort()).toEqual(Object.keys(PLAIN_OPERATIONS).sort())
  })

  it('draws the very bits that TensorFlow draws', () => {
    const { operation, attributes, inputs } = cases().find(
      ({ operation }) => operation === 'StatelessRandomUniform'
    )!
    expect(executePlain(operation, attributes, inputs.map(plainOf))[0]!.values).toEqual(
      executeAll(operation, attributes, inputs, 1)[0]!.dataSync()
    )
  })

  it('knows TensorFlow’s constants', () => {
    const { binding } = engine().backend
    const native = Object.keys(CONSTANTS).map((name) => [
      name,
      binding[name as keyof typeof CONSTANTS]
    ])
    expect(Object.fromEntries(native)).toEqual(CONSTANTS)
  })
})

it('refuses what it does not have, with what to do', () => {
  expect(() => executePlain('Cholesky', [], [])).toThrow(
    'The slow engine has no "Cholesky"; choose other settings or provision TensorFlow with: atelier engine --repair'
  )
  const valid = { values: new Float32Array(16), shape: [1, 4, 4, 1] }
  const nchw = cases()
    .find(({ operation }) => operation === 'Conv2D')!
    .attributes.map((given) => (given.name === 'data_format' ? { ...given, value: 'NCHW' } : given))
  expect(() => executePlain('Conv2D', nchw, [valid, valid])).toThrow(
    /runs "Conv2D" with data_format=NHWC or NDHWC, not NCHW/
  )
})

// Relative to the largest entry: sums of another order differ by roundings of their terms.
function worst(actual: PlainArray, expected: PlainArray): number {
  const size = Math.max(1, ...Array.from(expected.values, Math.abs))
  const errors = Array.from(expected.values, (value, i) => Math.abs(value - actual.values[i]!))
  return Math.max(...errors) / size
}
