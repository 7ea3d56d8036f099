import {
  div,
  matMul,
  mul,
  reshape,
  sub,
  sum,
  tidy,
  type Rank,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { capture } from '../../../src-main/engine/capture.ts'
import { runEagerly } from '../../../src-main/engine/eager.ts'
import { gradientsOf } from '../../../src-main/engine/gradients.ts'
import { createRandom } from '../../../src-main/engine/random.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { createVariables, type Variables } from '../../../src-main/engine/variables.ts'
import { createSpectralNorm } from '../../../src-main/gan/layers/spectral-norm.ts'
import { createWeights } from '../../../src-main/gan/layers/weights.ts'
import { randomTensor } from '../../engine/finite-differences.ts'

beforeAll(async () => {
  await startEngine()
})

const SHAPE = [2, 2, 2, 3]

function createLayer(state: Variables) {
  const weights = createWeights(state, 'discriminator', createRandom(1, 1))
  const kernel = weights.normal<Tensor4D>('kernel', SHAPE, 0.02)
  const norm = createSpectralNorm(weights, 'kernel/spectral', kernel)
  return { kernel, norm, weights }
}

/** The largest singular value of [rows, 3] by a hundred steps in 64 bits. */
function largestSingularValue(values: ArrayLike<number>): number {
  const rows = values.length / 3
  let u = [1, 0.5, -0.3]
  let length = 0
  for (let step = 0; step < 100; step++) {
    const v = Array.from({ length: rows }, (_, row) =>
      u.reduce((total, one, column) => total + one * values[row * 3 + column]!, 0)
    )
    const back = u.map((_, column) =>
      v.reduce((total, one, row) => total + one * values[row * 3 + column]!, 0)
    )
    length = Math.hypot(...back)
    u = back.map((one) => one / length)
  }
  return Math.sqrt(length)
}

describe('spectral normalisation', () => {
  it('comes to divide by the largest singular value, and trains everything but its vector', () => {
    const state = createVariables()
    const { kernel, norm, weights } = createLayer(state)
    expect(weights.trained()).toEqual([kernel])
    expect(state.all().map(({ name, shape }) => [name, shape])).toEqual([
      ['discriminator/kernel', SHAPE],
      ['discriminator/kernel/spectral/u', [3, 1]]
    ])
    tidy(() => {
      for (let step = 0; step < 60; step++) norm('train-and-track')
      const largest = largestSingularValue(kernel.read().dataSync())
      const values = kernel.read().dataSync()
      for (const mode of ['train', 'sample'] as const) {
        norm(mode)
          .dataSync()
          .forEach((value, index) => expect(value).toBeCloseTo(values[index]! / largest, 4))
      }
    })
    state.dispose()
  })

  it('keeps its vector in train and sample', () => {
    const state = createVariables()
    const { norm } = createLayer(state)
    const vector = (): Float32Array =>
      state.find('discriminator/kernel/spectral/u')!.read().dataSync().slice() as Float32Array
    const before = vector()
    tidy(() => {
      norm('train')
      norm('sample')
      expect(vector()).toEqual(before)
      norm('train-and-track')
      expect(vector()).not.toEqual(before)
    })
    state.dispose()
  })

  it('has the gradient of Miyato et al. 2018, equation 12', () => {
    const state = createVariables()
    const { kernel, norm } = createLayer(state)
    tidy(() => {
      const upstream = randomTensor(SHAPE, 3)
      // After one step alone, where the vectors' own gradients would show.
      const [found] = gradientsOf([kernel], () => ({
        loss: sum(mul(norm('train'), upstream))
      })).gradients
      // (upstream - <upstream, W / sigma> v u^T) / sigma.
      const weight = reshape<Rank.R2>(kernel.read(), [8, 3])
      const start = state.find('discriminator/kernel/spectral/u')!.read() as Tensor2D
      const v = unit(matMul<Tensor2D>(weight, start))
      const u = unit(matMul<Tensor2D>(weight, v, true))
      const sigma = lengthOf(matMul<Tensor2D>(weight, v, true))
      const along = sum(mul(upstream, div(kernel.read(), sigma)))
      const outer = mul(matMul(v, u, false, true), along)
      const expected = div(sub(reshape(upstream, [8, 3]), outer), sigma).dataSync()
      found!.gradient
        .dataSync()
        .forEach((value, index) => expect(value / expected[index]!).toBeCloseTo(1, 2))
    })
    state.dispose()
  })

  it('gives the same numbers captured and eager', () => {
    const functions = (state: Variables) => {
      const { norm } = createLayer(state)
      const step = () => ({ first: norm('train-and-track'), second: norm('train-and-track') })
      return {
        step: { inputs: {}, step },
        sample: { inputs: {}, step: () => ({ kernel: norm('sample') }) }
      }
    }
    const [eagerState, state] = [createVariables(), createVariables()]
    const eager = runEagerly(functions(eagerState), eagerState)
    const captured = capture(functions(state), state)
    for (let round = 0; round < 3; round++) {
      const [expected, found] = [eager.run.step({}), captured.run.step({})]
      expect(found['second']).not.toEqual(found['first'])
      for (const name of ['first', 'second']) expectClose(found[name]!, expected[name]!)
      expectClose(captured.run.sample({})['kernel']!, eager.run.sample({})['kernel']!)
    }
    captured.dispose()
    eager.dispose()
  })
})

function expectClose(found: Float32Array, expected: Float32Array): void {
  expect(found.length).toBe(expected.length)
  found.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 5))
}

function unit(vector: Tensor2D): Tensor2D {
  return div(vector, lengthOf(vector))
}

function lengthOf(vector: Tensor2D): number {
  return Math.hypot(...vector.dataSync())
}
