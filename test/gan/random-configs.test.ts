import { beforeAll, expect, it } from 'vitest'
import { imagesPerStep } from '../../src-main/contract/images-per-step.ts'
import { parseConfig } from '../../src-main/contract/presets.ts'
import { zWidth } from '../../src-main/contract/pyramid.ts'
import { pixelDepth, RunConfigSchema, type RunConfig } from '../../src-main/contract/run-config.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { latentBatches } from '../../src-main/gan/turns.ts'
import { createTrainingModel } from '../../src-main/training/model.ts'
import { randomConfig } from '../contract/random-config.ts'

beforeAll(async () => {
  await startEngine()
})

const COUNT = 50
// What a step costs, and how far a weight may move in it, has nothing to do with what goes together.
const SMALL = {
  size: [16],
  batch: [4, 8],
  latent: [2, 6],
  generatorFilters: [4, 8],
  discriminatorFilters: [4, 8],
  discriminatorSteps: [1, 1, 2],
  generatorSteps: [1, 1, 2],
  generatorRate: [1e-4],
  discriminatorRate: [1e-4],
  minibatchKernels: [0, 0, 3],
  family: RunConfigSchema.shape.family.unwrap().options,
  loss: RunConfigSchema.shape.loss.unwrap().options,
  discriminatorNorm: RunConfigSchema.shape.discriminatorNorm.unwrap().options,
  device: ['cpu']
} satisfies Partial<Record<keyof RunConfig, readonly (string | number | boolean)[]>>

// Without these hardly one of them is accepted.
const OF_SOLIDS = {
  ...{ channels: 'grey', augment: 'none', packing: 1 },
  ...{ evaluate: false, stopWithoutBetter: 0, stopWhenSick: false }
}

function accepted(count: number): RunConfig[] {
  const random = createRandom(2, 1)
  const found: RunConfig[] = []
  while (found.length < count) {
    try {
      const drawn = randomConfig(random, { share: 0.3, mistakes: 0, only: SMALL })
      const given = drawn['family'] === 'voxels' ? OF_SOLIDS : {}
      found.push(parseConfig({ ...drawn, ...given }))
    } catch {
      // Refused; the next one.
    }
  }
  return found
}

it(`trains whatever is accepted: ${COUNT} random configs take two steps`, () => {
  const configs = accepted(COUNT)
  // Each family, loss and norm is met.
  expect(new Set(configs.map(({ family }) => family)).size).toBe(SMALL.family.length)
  expect(new Set(configs.map(({ loss }) => loss)).size).toBe(7)
  expect(new Set(configs.map(({ discriminatorNorm }) => discriminatorNorm)).size).toBe(3)
  for (const config of configs) {
    const model = createTrainingModel(config)
    const random = createRandom(3, 1)
    const images = imagesPerStep(config)
    const real = new Float32Array(images * config.size ** 2 * pixelDepth(config))
    const latents = new Float32Array(config.batch * latentBatches(config) * zWidth(config))
    for (const step of [0, 1]) {
      random.fillUniform(real, -1, 1)
      random.fillNormal(latents)
      const numbers = model.step({ real, latents } as never, step * images)
      for (const [name, value] of Object.entries(numbers)) {
        expect(Number.isFinite(value), `${name} of ${JSON.stringify(config)}`).toBe(true)
      }
    }
    model.dispose()
  }
}, 120_000)
