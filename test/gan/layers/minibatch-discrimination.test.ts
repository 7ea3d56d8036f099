import { concat, slice, tidy, type Tensor2D } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { createRandom } from '../../../src-main/engine/random.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { createVariables } from '../../../src-main/engine/variables.ts'
import { createMinibatchDiscrimination } from '../../../src-main/gan/layers/minibatch-discrimination.ts'
import { createWeights } from '../../../src-main/gan/layers/weights.ts'
import { gradientError, randomTensor } from '../../engine/finite-differences.ts'

beforeAll(async () => {
  await startEngine()
})

const FEATURES = 4
const KERNELS = 2

function createLayer() {
  const state = createVariables()
  const weights = createWeights(state, 'discriminator', createRandom(1, 1))
  const shape = { features: FEATURES, kernels: KERNELS }
  return { state, weights, layer: createMinibatchDiscrimination(weights, 'minibatch', shape) }
}

it('joins to each picture how near the others are, by the paper’s sum', () => {
  const { state, layer } = createLayer()
  const x = randomTensor([3, FEATURES], 1) as Tensor2D
  const kernel = state.find('discriminator/minibatch/kernel')!.read().dataSync()
  const values = x.dataSync()
  // M of picture i, kernel b, place c.
  const m = (i: number, b: number, c: number): number =>
    Array.from(
      { length: FEATURES },
      (_, f) => values[i * 4 + f]! * kernel[f * 10 + b * 5 + c]!
    ).reduce((sum, part) => sum + part)
  const found = layer(x, 'train').dataSync()
  for (const i of [0, 1, 2]) {
    for (const b of [0, 1]) {
      const others = [0, 1, 2].filter((j) => j !== i)
      const distances = others.map((j) =>
        [0, 1, 2, 3, 4].reduce((sum, c) => sum + Math.abs(m(i, b, c) - m(j, b, c)), 0)
      )
      const expected = distances.reduce((sum, distance) => sum + Math.exp(-distance), 0)
      expect(found[i * 6 + FEATURES + b]).toBeCloseTo(expected, 5)
    }
  }
  expect(
    gradientError(
      (y) =>
        layer(y as Tensor2D, 'train')
          .square()
          .sum(),
      [x]
    )
  ).toBeLessThan(1e-2)
  state.dispose()
})

it('is largest where all are alike', () => {
  const { state, layer } = createLayer()
  const one = randomTensor([1, FEATURES], 1) as Tensor2D
  const alike = layer(concat([one, one, one], 0), 'train')
  const closeness = slice(alike, [0, FEATURES], [-1, KERNELS]).dataSync()
  expect(Array.from(closeness)).toEqual([2, 2, 2, 2, 2, 2])
  state.dispose()
})

it('takes the usual closeness for a picture alone, and only that is not trained', () => {
  const { state, weights, layer } = createLayer()
  expect(weights.trained().map(({ name }) => name)).toEqual(['discriminator/minibatch/kernel'])
  tidy(() => {
    const x = randomTensor([3, FEATURES], 1) as Tensor2D
    for (let step = 0; step < 200; step++) layer(x, 'train-and-track')
    const tracked = state.find('discriminator/minibatch/running_closeness')!.read().dataSync()
    const now = slice(layer(x, 'train'), [0, FEATURES], [-1, KERNELS]).mean(0).dataSync()
    tracked.forEach((value, at) => expect(value).toBeCloseTo(now[at]!, 4))
    const alone = layer(slice(x, [1], [1]), 'sample')
    expect(slice(alone, [0, FEATURES], [1, KERNELS]).dataSync()).toEqual(tracked)
    expect(slice(layer(x, 'sample'), [1], [1]).dataSync()).toEqual(alone.dataSync())
  })
  state.dispose()
})
