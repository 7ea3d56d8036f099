import { scalar, tensor2d, zeros, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import type { RunConfig } from '../../src-main/contract/run-config.ts'
import { capture } from '../../src-main/engine/capture.ts'
import { runEagerly } from '../../src-main/engine/eager.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { createVariables } from '../../src-main/engine/variables.ts'
import { mlp } from '../../src-main/gan/families/mlp.ts'
import { createFamily } from '../../src-main/gan/family.ts'
import { createWeights } from '../../src-main/gan/layers/weights.ts'
import { randomTensor } from '../engine/finite-differences.ts'

beforeAll(async () => {
  await startEngine()
})

const SMALL = { batch: 4, latent: 5, generatorFilters: 4, discriminatorFilters: 4 } as const

function build(changes: Partial<RunConfig> = {}) {
  const config = resolveConfig('mlp', { ...SMALL, size: 16, channels: 'grey', ...changes })
  const state = createVariables()
  return { config, state, family: createFamily(config, state, createRandom(1, 1)) }
}

it('goes from z to pictures between black and white, and from pictures to one logit', () => {
  const { state, family } = build()
  const places = tensor2d(new Float32Array(15).fill(100), [3, 5])
  const pictures = family.generate(places)
  expect(pictures.shape).toEqual([3, 16, 16, 1])
  expect(Math.max(...pictures.abs().dataSync())).toBeLessThanOrEqual(1)
  const { logits, features } = family.discriminate(pictures, 'sample')
  expect(logits.shape).toEqual([3, 1])
  expect(features.map(({ shape }) => shape)).toEqual([
    [3, 1, 1, 64],
    [3, 1, 1, 64]
  ])
  expect(family.featureShapes).toEqual([
    [1, 1, 64],
    [1, 1, 64]
  ])
  expect(family.firstFeatures(places).shape).toEqual([3, 1, 1, 64])
  expect(family.earlyFeatures(places).shape).toEqual([3, 1, 1, 64])
  expect(() => family.generate(zeros([3, 4]) as Tensor2D)).toThrow('must be [?, 5], not [3, 4]')
  state.dispose()
})

it('has as many units as the paper where it is asked for', () => {
  const { state } = build({ generatorFilters: 75, discriminatorFilters: 15 })
  const shapeOf = (name: string) => state.find(name)?.shape
  expect(shapeOf('generator/hidden2/kernel')).toEqual([1200, 1200])
  expect(shapeOf('discriminator/maxout2/piece5/kernel')).toEqual([240, 240])
  state.dispose()
})

it('goes without its share of units in training alone, others at each look', () => {
  const { config } = build({ dropout: 0.5 })
  const state = createVariables()
  const discriminate = mlp.createDiscriminator(
    config,
    createWeights(state, 'discriminator', createRandom(1, 1))
  )
  const pictures = randomTensor([4, 16, 16, 1], 1) as Tensor4D
  const look = (place?: number) => {
    const told = place === undefined ? {} : { chances: { chance: scalar(7), place } }
    return Array.from(discriminate(pictures, 'train', told).features[0]!.dataSync())
  }
  const [whole, first, again, other] = [look(), look(16), look(16), look(32)]
  const without = first!.filter((value) => value === 0).length / first!.length
  expect(without).toBeGreaterThan(0.4)
  expect(without).toBeLessThan(0.6)
  // What is left counts for what is not.
  first!.forEach((value, at) => {
    if (value !== 0) expect(value).toBeCloseTo(2 * whole![at]!, 4)
  })
  expect(again).toEqual(first)
  expect(other).not.toEqual(first)
  state.dispose()
})

it('takes the same steps captured and eagerly, with dropout and R1', () => {
  const numbers = [capture, runEagerly].map((mode) => {
    const { config, family, state } = build({ r1Gamma: 0.1 })
    const model = mode({ train: family.train }, state)
    const random = createRandom(2, 1)
    const real = new Float32Array(config.batch * 16 * 16)
    const latents = new Float32Array(config.batch * config.latent)
    const seen = [1, 2].map((chance) => {
      random.fillUniform(real, -1, 1)
      random.fillUniform(latents, -1, 1)
      const rate = Float32Array.of(2e-3)
      const scalars = { generatorRate: rate, discriminatorRate: rate }
      const out = model.run.train({ real, latents, ...scalars, chance: Float32Array.of(chance) })
      return Object.fromEntries(Object.entries(out).map(([name, values]) => [name, values[0]!]))
    })
    model.dispose()
    return seen
  })
  const [captured, eager] = numbers
  captured!.forEach((step, at) => {
    for (const [name, value] of Object.entries(step)) {
      expect(value, name).toBeCloseTo(eager![at]![name]!, 3)
    }
  })
})
