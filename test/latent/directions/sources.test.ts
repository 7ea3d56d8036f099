import { beforeAll, expect, test } from 'vitest'
import { createRandom } from '../../../src-main/engine/random.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { findAttribute, sortSamples } from '../../../src-main/latent/directions/attribute.ts'
import { regress } from '../../../src-main/latent/directions/components.ts'
import { byChance, effectsOf } from '../../../src-main/latent/directions/difference.ts'
import { leadingComponents } from '../../../src-main/latent/directions/leading.ts'

beforeAll(async () => {
  await startEngine()
})

function draws(count: number, width: number): Float32Array[] {
  const random = createRandom(2, 1)
  return Array.from({ length: count }, () => {
    const z = new Float32Array(width)
    random.fillNormal(z)
    return z
  })
}

test('wide rows: the components are those of the covariance they were made with', () => {
  // Three factors of variances 9, 4 and 1 along known axes among 600 numbers, and a little noise.
  const factors = draws(500, 3)
  const noise = draws(500, 600)
  const scales = [3, 2, 1]
  const rows = new Float32Array(500 * 600)
  factors.forEach((factor, row) => {
    noise[row]!.forEach((value, at) => (rows[row * 600 + at] = 5 + 0.01 * value))
    scales.forEach((scale, axis) => (rows[row * 600 + 7 * axis]! += scale * factor[axis]!))
  })
  const { along, variances, total } = leadingComponents(
    rows,
    { width: 600, count: 2 },
    createRandom(1, 1)
  )
  const variance = (at: number): number => {
    const mean = factors.reduce((sum, one) => sum + one[at]!, 0) / 500
    return factors.reduce((sum, one) => sum + (one[at]! - mean) ** 2, 0) / 499
  }
  expect(variances[0]! / (9 * variance(0))).toBeCloseTo(1, 1)
  expect(variances[1]! / (4 * variance(1))).toBeCloseTo(1, 1)
  expect(total).toBeGreaterThan(variances[0]! + variances[1]!)
  // And the regression on the factors gives their axes.
  regress(factors, along, 2).forEach((direction, at) => {
    const length = Math.hypot(...direction)
    expect(Math.abs(direction[at]!) / length).toBeGreaterThan(0.99)
  })
})

test('a regression finds the slopes, whatever the constant', () => {
  const latents = draws(50, 3)
  const columns = Float32Array.from(latents.flatMap((z) => [4 + 2 * z[0]! - z[2]!, z[1]!]))
  const [first, second] = regress(latents, columns, 2)
  first!.forEach((value, at) => expect(value).toBeCloseTo([2, 0, -1][at]!, 4))
  second!.forEach((value, at) => expect(value).toBeCloseTo([0, 1, 0][at]!, 4))
})

test('effects of labels are kept apart where the labels go along', () => {
  // Glasses move the first number by 2, a beard the second by -1, and who has one mostly has both.
  const random = createRandom(4, 1)
  const glasses = Array.from({ length: 4_000 }, () => Number(random.uniform() < 0.5))
  const beard = glasses.map((has) => (random.uniform() < 0.8 ? has : 1 - has))
  const latents = draws(4_000, 2).map((z, at) =>
    Float32Array.of(z[0]! + 2 * glasses[at]!, z[1]! - beard[at]!)
  )
  const labels = [glasses, beard].map((of) =>
    Float32Array.from(of.flatMap((has) => [1 - has, has]))
  )
  const [byGlasses, byBeard] = effectsOf(latents, labels, [2, 2])
  expect(byGlasses![0]).toEqual([0, 0])
  byGlasses![1]!.forEach((value, at) => expect(Math.abs(value - [2, 0][at]!)).toBeLessThan(0.15))
  byBeard![1]!.forEach((value, at) => expect(Math.abs(value - [0, -1][at]!)).toBeLessThan(0.15))
})

test('what one side has and the other has not is meant; the rest is chance', () => {
  const glasses = { attribute: 'glasses', plus: [0, 0.67, 0.33], minus: [1, 0, 0] }
  const beard = { attribute: 'beard', plus: [0.33, 0.67], minus: [0.67, 0.33] }
  const skin = { attribute: 'skin', plus: [0.5, 0.5, 0, 0], minus: [0, 0, 0.5, 0.5] }
  expect(byChance([glasses, beard, skin])).toEqual([beard, skin])
  // Where nothing else can be meant, two values may be one idea.
  expect(byChance([beard, skin])).toEqual([beard])
})

test('samples are sorted into as many of each, the surest first', () => {
  const chances = Array.from({ length: 100 }, (_, at) => (at < 30 ? 0.51 + at / 100 : 0.1))
  const { yes, no } = sortSamples(chances, 'glasses', 1000)
  expect([yes.length, no.length]).toEqual([30, 30])
  expect(yes).toEqual(Array.from({ length: 30 }, (_, at) => 29 - at))
  expect(Math.min(...no)).toBeGreaterThanOrEqual(30)
  // Fewer are taken from all over, not only the surest.
  const few = sortSamples(chances, 'glasses', 20)
  expect([few.yes.slice(0, 4), few.no.length]).toEqual([[29, 28, 26, 25], 20])
  expect(() => sortSamples(new Array(500).fill(0.9), 'glasses', 1000)).toThrow(
    'Of 500 samples the model draws 0 without glasses, and 20 are needed'
  )
})

test('an attribute that is not there, a value that is not, and all values are a sentence each', () => {
  const attributes = [{ attribute: 'glasses', values: ['none', 'round'], accuracy: 1 }]
  const leftOut = [{ attribute: 'mouth', why: '"mouth" has only one value.' }]
  const find = (attribute: string, ...values: string[]) =>
    findAttribute({ attributes, leftOut }, { attribute, values })
  expect(find('glasses', 'round')).toBe(0)
  expect(() => find('glases', 'round')).toThrow('has no label “glases”; it has glasses.')
  expect(() => find('mouth', 'open')).toThrow('"mouth" has only one value.')
  expect(() => find('glasses', 'square')).toThrow('it has none, round.')
  expect(() => find('glasses', 'round', 'none')).toThrow('leave one out')
})
