import { tensor2d, tensor4d, zeros, type Tensor4D } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { latentWidth } from '../../src-main/contract/condition.ts'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import { levelSides, zWidth } from '../../src-main/contract/pyramid.ts'
import type { RunConfig } from '../../src-main/contract/run-config.ts'
import { capture } from '../../src-main/engine/capture.ts'
import { runEagerly } from '../../src-main/engine/eager.ts'
import { averagePool, upsampleBilinear } from '../../src-main/engine/operations/resampling.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { createVariables } from '../../src-main/engine/variables.ts'
import { createFamily } from '../../src-main/gan/family.ts'

beforeAll(async () => {
  await startEngine()
})

const SMALL = { batch: 4, latent: 5, generatorFilters: 4, discriminatorFilters: 4 } as const

function build(size: 16 | 32, changes: Partial<RunConfig> = {}) {
  const config = resolveConfig('pyramid', { ...SMALL, emaImages: 0, size, ...changes })
  const state = createVariables()
  return { config, state, family: createFamily(config, state, createRandom(1, 1)) }
}

function places(config: RunConfig, count: number) {
  const values = new Float32Array(count * latentWidth(config))
  createRandom(4, 1).fillUniform(values, -1, 1)
  return tensor2d(values, [count, latentWidth(config)])
}

const CLASSES = { label: 'kind', classes: 'one\ntwo\nthree' }

it('has a level for each doubling from 8 px, and a plane of noise for each above the first', () => {
  expect(levelSides(32)).toEqual([8, 16, 32])
  expect(zWidth(resolveConfig('pyramid', { size: 16, latent: 5 }))).toBe(5 + 256)
  expect(zWidth(resolveConfig('pyramid', { size: 32, latent: 5 }))).toBe(5 + 256 + 1024)
  expect(zWidth(resolveConfig('dcgan', { size: 32, latent: 5 }))).toBe(5)
})

it.each([
  [16, 'rgb', {}],
  [32, 'grey', CLASSES]
] as const)('draws %i px in %s from coarse to fine', (size, channels, classes) => {
  const { config, state, family } = build(size, { channels, ...classes })
  const depth = channels === 'grey' ? 1 : 3
  const drawn = family.chain(places(config, 3))
  expect(drawn.map(({ shape }) => shape)).toEqual(
    levelSides(size).map((side) => [3, side, side, depth])
  )
  expect(family.generate(places(config, 3)).dataSync()).toEqual(drawn.at(-1)!.dataSync())
  const { logits, features } = family.discriminate(drawn.at(-1)!, 'train')
  expect(logits.shape).toEqual([3, 1])
  expect(features.map(({ shape }) => shape)).toEqual(
    family.featureShapes.map((shape) => [3, ...shape])
  )
  expect(family.firstFeatures(places(config, 3)).shape).toEqual([3, 1, 1, 64])
  expect(family.earlyFeatures(places(config, 3)).shape).toEqual([3, 1, 1, 64])
  state.dispose()
})

it('adds its detail to the doubled picture of the level below, and each plane moves its own level', () => {
  const { config, state, family } = build(32)
  const place = places(config, 1)
  const before = family.chain(place)
  // Where the last layer is 0, so is the detail.
  const detail = state.find('generator/level16/detail3/kernel')!
  const kept = detail.read().clone()
  detail.assign(zeros(detail.shape as [number]))
  const flat = family.chain(place)
  expect(Array.from(flat[1]!.dataSync())).toEqual(
    Array.from(upsampleBilinear(before[0]!).dataSync())
  )
  detail.assign(kept)
  const values = place.dataSync().slice()
  values[5 + 256] = -values[5 + 256]!
  const moved = family.chain(tensor2d(values, [1, values.length]))
  const differs = before.map(
    (picture, at) => picture.sub(moved[at]!).abs().max().dataSync()[0]! > 0
  )
  expect(differs).toEqual([false, false, true])
  state.dispose()
})

it('teaches each level real pictures of its own size, and none the others', () => {
  const { config, state, family } = build(16, { optimizer: 'sgd', discriminatorNorm: 'none' })
  const model = capture({ train: family.train }, state)
  const random = createRandom(3, 1)
  const coarse = new Float32Array(4 * 8 * 8 * 3)
  random.fillUniform(coarse, -1, 1)
  const one = tensor4d(coarse, [4, 8, 8, 3])
  // The same squares, with other detail within them.
  const pattern = tensor4d([1, -1, -1, 1], [1, 2, 2, 1]).tile([4, 8, 8, 3])
  const latents = new Float32Array(4 * zWidth(config))
  random.fillUniform(latents, -1, 1)
  const rate = Float32Array.of(0.1)
  const before = model.read()
  const after = [0, 0.5].map((strength) => {
    const big = one.resizeNearestNeighbor([16, 16]).add(pattern.mul(strength)) as Tensor4D
    expect(averagePool(big, 2).sub(one).abs().max().dataSync()[0]).toBeLessThan(1e-6)
    model.write(before)
    const real = big.dataSync() as Float32Array
    model.run.train({ real, latents, generatorRate: rate, discriminatorRate: rate })
    return model.read()
  })
  const same = (name: string): boolean => {
    const [a, b] = after.map((read) => read.get(name)!)
    return a!.every((value, at) => Math.abs(value - b![at]!) < 1e-6)
  }
  expect(same('discriminator/level8/judge/kernel')).toBe(true)
  expect(same('generator/level8/hidden1/kernel')).toBe(true)
  expect(same('discriminator/level16/judge/kernel')).toBe(false)
  model.dispose()
})

it.each([
  { discriminatorSteps: 2 },
  { generatorSteps: 3 },
  { accuracyCeiling: 0.8 },
  { emaImages: 100, packing: 2 }
] as Partial<RunConfig>[])('takes the same steps captured and eagerly with %j', (changes) => {
  const rate = Float32Array.of(1e-3)
  const numbers = [capture, runEagerly].map((mode) => {
    const { family, state, config } = build(16, changes)
    const random = createRandom(3, 1)
    const [rows, width] = family.train.inputs['latents'] as [number, number]
    expect(width).toBe(zWidth(config))
    const real = new Float32Array(family.train.inputs['real']!.reduce((a, b) => a * b, 1))
    const latents = new Float32Array(rows * width)
    random.fillUniform(real, -1, 1)
    random.fillUniform(latents, -1, 1)
    const model = mode({ train: family.train, ...(family.others as object) }, state)
    const rates = { generatorRate: rate, discriminatorRate: rate, averageShare: rate }
    const out = model.run.train({ real, latents, ...rates })
    model.dispose()
    return Object.values(out).map(([value]) => value!)
  })
  numbers[0]!.forEach((value, at) => expect(value).toBeCloseTo(numbers[1]![at]!, 4))
})

it('is at most 32 px, in a sentence', () => {
  expect(() => resolveConfig('pyramid', { size: 64 })).toThrow(
    'the nearest valid choice is size=32'
  )
})
