import { scalar, sub, zeros, type Scalar, type Tensor4D } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { parseConfig } from '../../src-main/contract/presets.ts'
import { normal } from '../../src-main/engine/operations/normal.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { createView } from '../../src-main/gan/view.ts'
import { gradients, randomTensor } from '../engine/finite-differences.ts'

beforeAll(async () => {
  await startEngine()
})

const chance = (): Scalar => scalar(5)

it('draws numbers that are normal, and others at every place and counter', () => {
  const values = normal([100_000], chance(), 3).dataSync() as Float32Array
  const moment = (power: number): number =>
    values.reduce((sum, value) => sum + value ** power, 0) / values.length
  // Five times the standard error of each.
  expect(Math.abs(moment(1))).toBeLessThan(5 / 316)
  expect(Math.abs(moment(2) - 1)).toBeLessThan((5 * Math.SQRT2) / 316)
  expect(Math.abs(moment(4) - 3)).toBeLessThan((5 * Math.sqrt(96)) / 316)
  const few = (counter: number, place: number) => normal([4], scalar(counter), place).dataSync()
  expect(few(5, 3)).toEqual(few(5, 3))
  expect(few(5, 4)).not.toEqual(few(5, 3))
  expect(few(6, 3)).not.toEqual(few(5, 3))
})

it('asks for what it needs, and shows pictures as they are where it needs nothing', () => {
  const [plain, noisy] = [{}, { instanceNoise: 0.1 }].map((changes) =>
    createView(parseConfig(changes))
  )
  expect([plain!.inputs, noisy!.inputs]).toEqual([{}, { chance: [], noise: [] }])
  const x = randomTensor([2, 4, 4, 3], 1) as Tensor4D
  expect(plain!.look(x, {}, 0)).toBe(x)
})

it('adds noise of the deviation of the step, the same at the same place, with a gradient of one', () => {
  const { look } = createView(parseConfig({ instanceNoise: 0.1 }))
  const x = zeros([4, 16, 16, 3]) as Tensor4D
  const at = (noise: number, place: number) =>
    look(x, { chance: chance(), noise: scalar(noise) }, place)
  const values = at(0.2, 0).dataSync() as Float32Array
  const deviation = Math.sqrt(values.reduce((sum, v) => sum + v ** 2, 0) / values.length)
  expect(deviation).toBeCloseTo(0.2, 2)
  expect(at(0.2, 0).dataSync()).toEqual(values)
  expect(at(0.2, 1).dataSync()).not.toEqual(values)
  expect(sub(at(0, 1), x).abs().max().dataSync()[0]).toBe(0)
  const slope = gradients(
    (y) => look(y as Tensor4D, { chance: chance(), noise: scalar(0.2) }, 0).sum(),
    [x]
  )
  expect(new Set(slope[0]!.dataSync())).toEqual(new Set([1]))
})
