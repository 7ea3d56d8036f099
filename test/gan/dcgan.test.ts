import { tensor2d, zeros, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import type { RunConfig } from '../../src-main/contract/run-config.ts'
import { capture, type Captured } from '../../src-main/engine/capture.ts'
import { runEagerly } from '../../src-main/engine/eager.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { createVariables } from '../../src-main/engine/variables.ts'
import { createFamily } from '../../src-main/gan/family.ts'
import {
  createDiscriminator,
  createGenerator,
  trunkShapes
} from '../../src-main/gan/families/dcgan-networks.ts'
import { createWeights } from '../../src-main/gan/layers/weights.ts'
import { drawPictures } from '../../src-main/gan/pictures.ts'

beforeAll(async () => {
  await startEngine()
})

const config = resolveConfig('dcgan', {
  size: 16,
  batch: 4,
  latent: 6,
  generatorFilters: 4,
  discriminatorFilters: 4
})

function build(
  mode: typeof capture | typeof runEagerly,
  changes: Partial<RunConfig> = {}
): Captured<'train' | 'sample'> {
  const state = createVariables()
  const family = createFamily({ ...config, ...changes }, state, createRandom(1, 1))
  return mode({ train: family.train, sample: family.sample }, state)
}

function inputs(step: number, rates: { generator?: number; discriminator?: number } = {}) {
  const random = createRandom(step, 3)
  const real = new Float32Array(4 * 16 * 16 * 3)
  const latents = new Float32Array(4 * 6)
  random.fillUniform(real, -1, 1)
  random.fillUniform(latents, -1, 1)
  return {
    real,
    latents,
    generatorRate: Float32Array.of(rates.generator ?? 2e-4),
    discriminatorRate: Float32Array.of(rates.discriminator ?? 2e-4)
  }
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  return Float32Array.of(...a, ...b)
}

function moved(model: Captured<'train' | 'sample'>, step: () => void): Set<string> {
  const before = model.read()
  step()
  const after = [...model.read()].filter(([name, values]) => {
    const old = before.get(name)!
    return values.some((value, index) => value !== old[index])
  })
  return new Set(
    after
      .map(([name]) => name)
      .filter((name) => name.endsWith('kernel'))
      .map((name) => name.split('/')[0]!)
  )
}

describe('networks', () => {
  it.each([16, 32, 64, 128] as const)(
    'go from z to %i px and from pictures to one logit',
    (size) => {
      const state = createVariables()
      const small = resolveConfig('dcgan', {
        size,
        latent: 5,
        generatorFilters: 4,
        discriminatorFilters: 4
      })
      const random = createRandom(1, 1)
      const generate = createGenerator(small, createWeights(state, 'generator', random))
      const discriminate = createDiscriminator(small, createWeights(state, 'discriminator', random))
      const pictures = generate(tensor2d(new Float32Array(15), [3, 5]), 'train')
      expect(pictures.shape).toEqual([3, size, size, 3])
      const { logits, features } = discriminate(pictures, 'train')
      expect(logits.shape).toEqual([3, 1])
      const shapes = trunkShapes(small)
      expect(shapes[0]).toEqual([size / 2, size / 2, 4])
      expect(features.map(({ shape }) => shape)).toEqual(shapes.map((one) => [3, ...one]))
      expect(() => generate(zeros([3, 4]) as Tensor2D, 'train')).toThrow(
        "The generator's z must be [?, 5], not [3, 4]."
      )
      expect(() => discriminate(zeros([1, 8, 8, 3]) as Tensor4D, 'train')).toThrow(
        `must be [?, ${size}, ${size}, 3], not [1, 8, 8, 3].`
      )
      state.dispose()
    }
  )
})

describe('the step', () => {
  it('moves each network by its own rate alone', () => {
    const model = build(capture)
    expect(moved(model, () => model.run.train(inputs(1, { generator: 0 })))).toEqual(
      new Set(['discriminator'])
    )
    expect(moved(model, () => model.run.train(inputs(2, { discriminator: 0 })))).toEqual(
      new Set(['generator'])
    )
    model.dispose()
  })

  it('lets the generator meet the updated discriminator', () => {
    // From equal weights, a faster discriminator changes the generator's loss within the same step.
    const lossAfter = (discriminator: number): number => {
      const model = build(capture)
      const { generatorLoss } = model.run.train(inputs(1, { discriminator }))
      model.dispose()
      return generatorLoss![0]!
    }
    expect(lossAfter(0)).not.toBeCloseTo(lossAfter(0.05), 3)
    expect(lossAfter(0)).toBe(lossAfter(0))
  })

  it('updates the discriminator k times as k steps of one update do', () => {
    // With the generator at rest, only its running moments move, and those nothing here uses.
    const twice = build(capture, { discriminatorSteps: 2 })
    const once = build(capture)
    const [a, b] = [inputs(1, { generator: 0 }), inputs(2, { generator: 0 })]
    once.run.train(a)
    const expected = once.run.train(b)
    const actual = twice.run.train({
      ...a,
      real: joined(a.real, b.real),
      latents: joined(a.latents, b.latents)
    })
    expect(actual['discriminatorLoss']).toEqual(expected['discriminatorLoss'])
    const weights = (model: Captured): Float32Array =>
      model.read().get('discriminator/judge/kernel')!
    expect(weights(twice)).toEqual(weights(once))
    for (const model of [twice, once]) model.dispose()
  })

  it('updates the generator k times, each on z of its own, captured as eager', () => {
    const changes = { generatorSteps: 2, discriminatorSteps: 2, order: 'generator-first' } as const
    const [graph, eager] = [build(capture, changes), build(runEagerly, changes)]
    const [a, b] = [inputs(1), inputs(2)]
    const both = { ...a, real: joined(a.real, b.real), latents: joined(a.latents, b.latents) }
    for (let step = 0; step < 3; step++) {
      const expected = eager.run.train(both)
      const actual = graph.run.train(both)
      for (const name of Object.keys(expected)) {
        expect(actual[name]![0]).toBeCloseTo(expected[name]![0]!, 3)
      }
    }
    for (const model of [graph, eager]) model.dispose()
  })

  it('lets the first of two players meet the other as it was', () => {
    // Generator first: its loss does not know of the discriminator's update in the same step.
    const lossAfter = (discriminator: number): number => {
      const model = build(capture, { order: 'generator-first' })
      const { generatorLoss } = model.run.train(inputs(1, { discriminator }))
      model.dispose()
      return generatorLoss![0]!
    }
    expect(lossAfter(0)).toBe(lossAfter(0.05))
  })

  it('gives the same numbers captured and eager', () => {
    const [graph, eager] = [build(capture), build(runEagerly)]
    for (let step = 0; step < 5; step++) {
      const expected = eager.run.train(inputs(step))
      const actual = graph.run.train(inputs(step))
      for (const [name, values] of Object.entries(expected)) {
        expect(actual[name]![0]).toBeCloseTo(values[0]!, 3)
      }
    }
    graph.dispose()
    eager.dispose()
  })

  it('ends in identical bytes when repeated', () => {
    const run = (): Map<string, Float32Array> => {
      const model = build(capture)
      for (let step = 0; step < 20; step++) model.run.train(inputs(step))
      const weights = model.read()
      model.dispose()
      return weights
    }
    expect(run()).toEqual(run())
  })
})

describe('augmentation', () => {
  const AUGMENTED = { augment: 'colour+translation+cutout' } as const
  const numbered = (step: number, chance: number) => ({
    ...inputs(step),
    chance: Float32Array.of(chance)
  })

  it('asks for a number of each step only where there is one', () => {
    const inputsOf = (changes: Partial<RunConfig>): string[] => {
      const state = createVariables()
      const { train } = createFamily({ ...config, ...changes }, state, createRandom(1, 1))
      state.dispose()
      return Object.keys(train.inputs)
    }
    const usual = ['real', 'latents', 'generatorRate', 'discriminatorRate']
    expect([inputsOf({}), inputsOf(AUGMENTED)]).toEqual([usual, [...usual, 'chance']])
  })

  it('is other for another number and else the same, captured as eager', () => {
    const lossesAfter = (mode: typeof capture | typeof runEagerly, chance: number) => {
      const model = build(mode, AUGMENTED)
      const { generatorLoss, discriminatorLoss } = model.run.train(numbered(1, chance))
      model.dispose()
      return [generatorLoss![0]!, discriminatorLoss![0]!]
    }
    const [once, again, other] = [7, 7, 8].map((number) => lossesAfter(capture, number))
    expect(again).toEqual(once)
    lossesAfter(runEagerly, 7).forEach((loss, i) => expect(loss).toBeCloseTo(once![i]!, 3))
    once!.forEach((loss, i) => expect(other![i]).not.toBeCloseTo(loss, 3))
  })

  it('reaches the discriminator’s real and generated pictures and the generator’s own', () => {
    // A discriminator that has not learned yet: what it loses is of the pictures alone.
    const at = (changes: Partial<RunConfig>, discriminator: number) => {
      const model = build(capture, changes)
      const given = { ...numbered(1, 7), discriminatorRate: Float32Array.of(discriminator) }
      const numbers = model.run.train(given)
      model.dispose()
      return numbers
    }
    const [plain, augmented] = [at({}, 0), at(AUGMENTED, 0)]
    expect(augmented['discriminatorLoss']![0]).not.toBeCloseTo(plain['discriminatorLoss']![0]!, 3)
    expect(augmented['generatorLoss']![0]).not.toBeCloseTo(plain['generatorLoss']![0]!, 3)
  })

  it('lets the generator learn through it', () => {
    const model = build(capture, AUGMENTED)
    expect(
      moved(model, () =>
        model.run.train({ ...numbered(1, 3), discriminatorRate: Float32Array.of(0) })
      )
    ).toEqual(new Set(['generator']))
    model.dispose()
  })

  it('draws anew at each of several updates', () => {
    const changes = { ...AUGMENTED, discriminatorSteps: 2, generatorSteps: 2 } as const
    const [graph, eager] = [build(capture, changes), build(runEagerly, changes)]
    const [a, b] = [numbered(1, 5), numbered(2, 5)]
    const both = { ...a, real: joined(a.real, b.real), latents: joined(a.latents, b.latents) }
    const expected = eager.run.train(both)
    const actual = graph.run.train(both)
    for (const name of Object.keys(expected)) {
      expect(actual[name]![0]).toBeCloseTo(expected[name]![0]!, 3)
    }
    for (const model of [graph, eager]) model.dispose()
  })
})

describe('sampling', () => {
  it('draws a picture that depends on its z alone', () => {
    const model = build(capture)
    for (let step = 0; step < 3; step++) model.run.train(inputs(step))
    const z = Float32Array.of(0.1, -0.5, 0.3, 0.9, -0.2, 0)
    const other = Float32Array.of(-1, 0.5, -0.3, 0.1, 0.2, 1)
    const [alone] = drawPictures(model, [z])
    const [, among] = drawPictures(model, [other, z, other])
    expect(among).toEqual(alone)
    expect(drawPictures(model, [other])[0]).not.toEqual(alone)
    model.dispose()
  })

  it('draws from the average where the config asks for one', () => {
    const z = Float32Array.of(0.1, -0.5, 0.3, 0.9, -0.2, 0)
    const pictureAfter = (share: number | undefined): Uint8Array => {
      const averaged = share !== undefined
      const model = build(capture, { emaImages: averaged ? 1000 : 0 })
      for (let step = 0; step < 3; step++) {
        const rates = { generator: 0.05 }
        model.run.train({
          ...inputs(step, rates),
          ...(averaged && { averageShare: Float32Array.of(share) })
        })
      }
      const [picture] = drawPictures(model, [z])
      model.dispose()
      return picture!
    }
    const live = pictureAfter(undefined)
    // An average that takes all of each update is the generator itself.
    expect(pictureAfter(1)).toEqual(live)
    expect(pictureAfter(0.5)).not.toEqual(live)
    expect(pictureAfter(0)).not.toEqual(pictureAfter(0.5))
  })
})
