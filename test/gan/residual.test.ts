import { abs, max, sub, tensor2d, zeros, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import { channelCount, type RunConfig } from '../../src-main/contract/run-config.ts'
import { capture } from '../../src-main/engine/capture.ts'
import { runEagerly } from '../../src-main/engine/eager.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { createVariables } from '../../src-main/engine/variables.ts'
import { createFamily } from '../../src-main/gan/family.ts'
import { createResidualBlock } from '../../src-main/gan/layers/residual-block.ts'
import { createWeights } from '../../src-main/gan/layers/weights.ts'
import { randomTensor } from '../engine/finite-differences.ts'

beforeAll(async () => {
  await startEngine()
})

const SMALL = { batch: 4, latent: 5, generatorFilters: 4, discriminatorFilters: 4 } as const

function build(changes: Partial<RunConfig> = {}) {
  const config = resolveConfig('modern', { ...SMALL, size: 16, ...changes })
  const state = createVariables()
  return { config, state, family: createFamily(config, state, createRandom(1, 1)) }
}

describe('networks', () => {
  it.each([
    [16, 'rgb'],
    [32, 'grey'],
    [64, 'rgb'],
    [128, 'grey']
  ] as const)('go from z to %i px (%s) and from pictures to one logit', (size, channels) => {
    const { config, state, family } = build({ size, channels })
    const colours = channelCount(config)
    const pictures = family.generate(tensor2d(new Float32Array(15).fill(1), [3, 5]))
    expect(pictures.shape).toEqual([3, size, size, colours])
    const { logits, features } = family.discriminate(pictures, 'sample')
    expect(logits.shape).toEqual([3, 1])
    expect(features.map(({ shape }) => shape)).toEqual(
      family.featureShapes.map((shape) => [3, ...shape])
    )
    expect(family.featureShapes[0]).toEqual([size / 2, size / 2, 4])
    expect(family.featureShapes.at(-1)).toEqual([4, 4, Math.min(size / 2, 16)])
    expect(() => family.generate(zeros([3, 4]) as Tensor2D)).toThrow('must be [?, 5], not [3, 4]')
    expect(() => family.discriminate(zeros([1, 8, 8, 3]) as Tensor4D, 'sample')).toThrow(
      `must be [?, ${size}, ${size}, ${colours}]`
    )
    state.dispose()
  })

  it('have blocks that begin as nothing but their input', () => {
    const state = createVariables()
    const weights = createWeights(state, 'generator', createRandom(1, 1))
    const block = createResidualBlock(weights, 'block', { channels: 8, depth: 4 })
    const x = randomTensor([2, 4, 4, 8], 1) as Tensor4D
    expect(max(abs(sub(block(x), x))).dataSync()[0]).toBe(0)
    expect(weights.trained().map(({ name, shape }) => [name, shape])).toEqual([
      ['generator/block/widen/kernel', [1, 1, 8, 16]],
      ['generator/block/widen/bias', [16]],
      ['generator/block/mix/kernel', [3, 3, 16, 16]],
      ['generator/block/mix/bias', [16]],
      ['generator/block/narrow/kernel', [1, 1, 16, 8]]
    ])
    state.dispose()
  })

  it('judge a picture alone as among others', () => {
    const { state, family } = build()
    const pictures = randomTensor([3, 16, 16, 3], 1) as Tensor4D
    const among = family.discriminate(pictures, 'train').logits.dataSync()
    const alone = family.discriminate(pictures.slice([1], [1]), 'train').logits.dataSync()
    expect(alone[0]).toBeCloseTo(among[1]!, 5)
    state.dispose()
  })
})

it('takes the same steps captured and eagerly, with blocks in plenty', () => {
  const models = [capture, runEagerly].map((mode) => {
    const { family, state } = build({ residualBlocks: 2, generatorFilters: 8 })
    return mode({ train: family.train }, state)
  })
  const random = createRandom(3, 1)
  const real = new Float32Array(4 * 16 * 16 * 3)
  const latents = new Float32Array(4 * 5)
  for (let step = 0; step < 3; step++) {
    random.fillUniform(real, -1, 1)
    random.fillNormal(latents)
    const [captured, eager] = models.map((model) =>
      model.run.train({
        ...{ real, latents },
        generatorRate: Float32Array.of(2e-4),
        discriminatorRate: Float32Array.of(2e-4),
        averageShare: Float32Array.of(0.1),
        chance: Float32Array.of(step)
      })
    )
    for (const [name, values] of Object.entries(eager!)) {
      expect(captured![name]![0], name).toBeCloseTo(values[0]!, 3)
    }
  }
  for (const model of models) model.dispose()
})
