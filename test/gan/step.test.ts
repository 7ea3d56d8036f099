import { zeros, type Tensor4D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { imagesPerStep } from '../../src-main/contract/images-per-step.ts'
import { parseConfig } from '../../src-main/contract/presets.ts'
import type { RunConfig } from '../../src-main/contract/run-config.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { createVariables } from '../../src-main/engine/variables.ts'
import { createFamily } from '../../src-main/gan/family.ts'
import { latentBatches } from '../../src-main/gan/turns.ts'
import { createTrainingModel, type TrainingModel } from '../../src-main/training/model.ts'

beforeAll(async () => {
  await startEngine()
})

const SMALL = {
  size: 16,
  batch: 4,
  latent: 6,
  generatorFilters: 4,
  discriminatorFilters: 4
} as const

/** A model in training, and its next step on pictures and z of its own. */
function start(changes: Partial<RunConfig>) {
  const config = parseConfig({ ...SMALL, ...changes })
  const model = createTrainingModel(config)
  let images = 0
  const take = (): ReturnType<TrainingModel['step']> => {
    const random = createRandom(images, 3)
    const real = new Float32Array(imagesPerStep(config) * 16 * 16 * 3)
    const latents = new Float32Array(config.batch * latentBatches(config) * config.latent)
    random.fillUniform(real, -1, 1)
    random.fillUniform(latents, -1, 1)
    const numbers = model.step({ real, latents } as never, images)
    images += imagesPerStep(config)
    return numbers
  }
  return { model, take, images: () => images }
}

/** Whose kernels a step moves. */
function moved(model: TrainingModel, step: () => unknown): string[] {
  const before = model.graph.read()
  step()
  const names = [...model.graph.read()]
    .filter(([name, values]) => values.some((value, at) => value !== before.get(name)![at]))
    .map(([name]) => name.split('/'))
    .filter((parts) => parts.at(-1) === 'kernel')
    .map(([network]) => network!)
  return [...new Set(names)].sort()
}

const BOTH = ['discriminator', 'generator']

describe('turns of images', () => {
  it('move one network at a time, its optimizer too, and tell of both', () => {
    const { model, take } = start({ phaseImages: 8 })
    const found = [0, 1, 2, 3, 4].map(() => moved(model, take))
    const [first, second] = [['discriminator'], ['generator']]
    expect(found).toEqual([first, first, second, second, first])
    const before = model.graph.read()
    const numbers = take()
    const after = model.graph.read()
    const ofGenerator = [...after.keys()].filter((name) => name.startsWith('generator/'))
    for (const name of ofGenerator) expect(after.get(name), name).toEqual(before.get(name))
    for (const name of ['generatorLoss', 'discriminatorLoss', 'realAccuracy'] as const) {
      expect(Number.isFinite(numbers[name])).toBe(true)
    }
    expect(numbers.generatorGradient).toBeUndefined()
    model.dispose()
  })
})

describe('the accuracy rule', () => {
  it('lets the discriminator wait in the step after one above the ceiling, also from a checkpoint', () => {
    const { model, take } = start({ accuracyCeiling: 0.6, discriminatorRate: 0.01 })
    let waited = 0
    let last = 0
    for (let step = 0; step < 40; step++) {
      const expected = last > 0.6 ? ['generator'] : BOTH
      let numbers: ReturnType<typeof take>
      expect(moved(model, () => (numbers = take()))).toEqual(expected)
      last = (numbers!.realAccuracy + numbers!.fakeAccuracy) / 2
      expect(model.graph.read().get('discriminator/last_accuracy')![0]).toBeCloseTo(last, 6)
      if (expected.length === 1) waited++
    }
    expect(waited).toBeGreaterThan(3)
    expect(waited).toBeLessThan(37)
    // What decides is a variable like all that a checkpoint holds.
    model.graph.write(new Map([['discriminator/last_accuracy', Float32Array.of(1)]]))
    expect(moved(model, take)).toEqual(['generator'])
    model.graph.write(new Map([['discriminator/last_accuracy', Float32Array.of(0)]]))
    expect(moved(model, take)).toEqual(BOTH)
    model.dispose()
  })
})

describe('the loss wgan', () => {
  it('leaves no weight of the discriminator beyond its bounds', () => {
    const { model, take } = start({ loss: 'wgan', weightClip: 0.005 })
    take()
    for (const [name, values] of model.graph.read()) {
      if (!/^discriminator\/[^/]+(\/norm)?\/(kernel|scale|offset)$/.test(name)) continue
      expect(Math.max(...values.map(Math.abs)), name).toBeLessThanOrEqual(Math.fround(0.005))
    }
    model.dispose()
  })
})

describe('spectral norm', () => {
  it('follows the weights, one step of its iteration an update', () => {
    const { model, take } = start({ discriminatorNorm: 'spectral', discriminatorRate: 1e-7 })
    for (let step = 0; step < 100; step++) take()
    const weights = model.graph.read()
    const kernel = weights.get('discriminator/down4/kernel')!
    const u = weights.get('discriminator/down4/kernel/spectral/u')!
    // A right singular vector: W^T W u is a multiple of u.
    const columns = u.length
    const rows = kernel.length / columns
    const times = Array.from({ length: rows }, (_, row) =>
      u.reduce((sum, value, column) => sum + kernel[row * columns + column]! * value, 0)
    )
    const back = Array.from(u, (_, column) =>
      times.reduce((sum, value, row) => sum + kernel[row * columns + column]! * value, 0)
    )
    const length = Math.hypot(...back)
    back.forEach((value, at) => expect(value / length).toBeCloseTo(u[at]!, 2))
    model.dispose()
  })
})

describe('unrolling', () => {
  it('changes what the generator learns from, and nothing of the discriminator’s update', () => {
    const after = (unrollSteps: number) => {
      const { model, take } = start({ unrollSteps })
      const { generatorLoss, discriminatorLoss } = take()
      const weights = [...model.graph.read()].filter(([name]) => name.startsWith('discriminator/'))
      model.dispose()
      return { generatorLoss, discriminatorLoss, weights }
    }
    const [none, one, three] = [after(0), after(1), after(3)]
    expect(one!.discriminatorLoss).toBe(none!.discriminatorLoss)
    expect(one!.weights).toEqual(none!.weights)
    expect(three!.weights).toEqual(none!.weights)
    // A discriminator that is ahead rejects the same pictures more surely.
    expect(one!.generatorLoss).toBeGreaterThan(none!.generatorLoss)
    expect(three!.generatorLoss).toBeGreaterThan(one!.generatorLoss)
  })
})

describe('packing', () => {
  it('lets whoever asks about a single picture ask', () => {
    const state = createVariables()
    const config = parseConfig({ ...SMALL, packing: 2 })
    const { discriminate } = createFamily(config, state, createRandom(1, 1))
    expect(discriminate(zeros([3, 16, 16, 3]) as Tensor4D, 'train').logits.shape).toEqual([3, 1])
    state.dispose()
  })
})
