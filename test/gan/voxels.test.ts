import { tensor2d, zeros, type Tensor4D } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import { shownSize } from '../../src-main/contract/pixels.ts'
import type { RunConfig } from '../../src-main/contract/run-config.ts'
import { capture } from '../../src-main/engine/capture.ts'
import { runEagerly } from '../../src-main/engine/eager.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { createVariables } from '../../src-main/engine/variables.ts'
import { createFamily } from '../../src-main/gan/family.ts'
import { asShown } from '../../src-main/gan/shown.ts'

beforeAll(async () => {
  await startEngine()
})

const SMALL = { batch: 4, latent: 5, generatorFilters: 4, discriminatorFilters: 4 } as const

function build(size: 16 | 32, changes: Partial<RunConfig> = {}) {
  const config = resolveConfig('voxels', { ...SMALL, emaImages: 0, size, ...changes })
  const state = createVariables()
  return { config, state, family: createFamily(config, state, createRandom(1, 1)) }
}

it.each([16, 32] as const)(
  'goes from z to solids of %i a side, and from these to one logit',
  (size) => {
    const { state, family } = build(size)
    const places = tensor2d(new Float32Array(15).fill(1), [3, 5])
    const solids = family.generate(places)
    expect(solids.shape).toEqual([3, size, size, size])
    const { logits, features } = family.discriminate(solids, 'train')
    expect(logits.shape).toEqual([3, 1])
    expect(features.map(({ shape }) => shape)).toEqual(
      family.featureShapes.map((shape) => [3, ...shape])
    )
    expect(family.featureShapes.at(-1)!.slice(0, 2)).toEqual([4, 16])
    expect(family.firstFeatures(places).shape.slice(0, 3)).toEqual([3, 4, 16])
    expect(family.earlyFeatures(places).shape.slice(0, 3)).toEqual([3, 8, 64])
    expect(() => family.discriminate(zeros([1, size, size, 1]) as Tensor4D, 'train')).toThrow(
      `must be [?, ${size}, ${size}, ${size}]`
    )
    state.dispose()
  }
)

it('sees depth: a solid moved by a plane is judged otherwise than one moved by a row', () => {
  const { state, family } = build(16)
  const bar = (place: number) => {
    const values = new Float32Array(16 ** 3).fill(-1)
    for (let x = 0; x < 16; x++) values[place + x] = 1
    return values
  }
  const logits = [5 * 256, 6 * 256, 5 * 256 + 16].map((place) => {
    const solids = zeros([2, 16, 16, 16]) as Tensor4D
    const filled = solids.add(tensor2d(bar(place), [1, 16 ** 3]).reshape([1, 16, 16, 16]))
    return family.discriminate(filled as Tensor4D, 'sample').logits.dataSync()[0]!
  })
  expect(new Set(logits).size).toBe(3)
  state.dispose()
})

it('takes the same steps captured and eagerly, the discriminator waiting or not', () => {
  const random = createRandom(3, 1)
  const real = new Float32Array(4 * 16 ** 3)
  const latents = new Float32Array(4 * 5)
  random.fillUniform(real, -1, 1)
  random.fillUniform(latents, -1, 1)
  const rate = Float32Array.of(1e-3)
  const numbers = [capture, runEagerly].map((mode) => {
    const { family, state } = build(16, { accuracyCeiling: 0.8 })
    const { trainGenerator } = family.others
    const model = mode({ train: family.train, trainGenerator: trainGenerator! }, state)
    const inputs = { real, latents, generatorRate: rate, discriminatorRate: rate }
    const steps = [model.run.train(inputs), model.run.trainGenerator(inputs)]
    model.dispose()
    return steps.map((each) => each['generatorLoss']![0]!)
  })
  numbers[0]!.forEach((value, at) => expect(value).toBeCloseTo(numbers[1]![at]!, 4))
})

it('is shown as a shaded picture four times as large, and pictures as they are', () => {
  const solid = new Uint8Array(16 ** 3)
  solid.fill(255, 8 * 256, 12 * 256)
  const voxels = resolveConfig('voxels', { size: 16 })
  const [picture] = asShown(voxels, [solid])
  expect([shownSize(voxels), picture!.length]).toEqual([64, 64 * 64 * 3])
  const [empty] = asShown(voxels, [new Uint8Array(16 ** 3)])
  expect(picture).not.toEqual(empty)
  const dcgan = resolveConfig('dcgan', { size: 16 })
  const own = new Uint8Array(16 * 16 * 3).fill(7)
  expect([shownSize(dcgan), asShown(dcgan, [own])]).toEqual([16, [own]])
})
