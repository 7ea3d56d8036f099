import {
  matMul,
  mul,
  reshape,
  slice,
  square,
  tensor,
  type Tensor,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { AUGMENTATIONS, type Augmentation } from '../../src-main/contract/augmentations.ts'
import { leakyRelu } from '../../src-main/engine/operations/activations.ts'
import { convolution } from '../../src-main/engine/operations/convolution.ts'
import { createRandom, STREAMS } from '../../src-main/engine/random.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { augment, NUMBERS } from '../../src-main/gan/augment.ts'
import { r1Penalty } from '../../src-main/gan/regularizers.ts'
import { gradientError, randomTensor } from '../engine/finite-differences.ts'
import { expectCaptured, expectClosed, TOLERANCE } from '../engine/operations/expect-closed.ts'
import { referenceAugment } from './reference-augment.ts'

beforeAll(async () => {
  await startEngine()
})

function numbersFor(count: number, seed = 1): Tensor2D {
  const values = new Float32Array(count * NUMBERS)
  createRandom(seed, STREAMS.augmentation).fillUniform(values, 0, 1)
  return tensor(values, [count, NUMBERS])
}

// The least and the largest number in every place: the ends of every range.
const ends = (): Tensor2D =>
  tensor(
    [0, 1 - 2 ** -24].flatMap((end) => new Array<number>(NUMBERS).fill(end)),
    [2, NUMBERS]
  )

const POLICIES: Augmentation[][] = [
  ...AUGMENTATIONS.map((name) => [name]),
  ['colour', 'translation', 'cutout'],
  [...AUGMENTATIONS]
]

describe.each([
  [16, 3],
  [16, 1],
  // Sides whose shares are no whole numbers.
  [5, 3],
  [7, 2]
])('pictures of %i px and %i channels', (size, channels) => {
  it.each(POLICIES.map((policy) => [policy.join(), policy] as const))(
    '%s is what the authors’ program does',
    (_, policy) => {
      for (const numbers of [numbersFor(12), ends()]) {
        const x = randomTensor([numbers.shape[0], size, size, channels], 3) as Tensor4D
        const values = x.dataSync() as Float32Array
        const expected = referenceAugment({ values, size, channels }, policy, numbers.dataSync())
        const actual = augment(x, policy, numbers).dataSync() as Float32Array
        expect(actual.length).toBe(expected.length)
        const worst = actual.reduce((most, v, i) => Math.max(most, Math.abs(v - expected[i]!)), 0)
        expect(worst).toBeLessThan(1e-5)
      }
    }
  )
})

it('does to each picture what its own numbers say, whatever stands beside it', () => {
  const [x, numbers] = [randomTensor([4, 8, 8, 3], 1) as Tensor4D, numbersFor(4)]
  const together = augment(x, AUGMENTATIONS, numbers)
  const alone = augment(slice(x, [2], [1]), AUGMENTATIONS, slice(numbers, [2], [1]))
  expect(alone.dataSync()).toEqual(slice(together, [2], [1]).dataSync())
})

it('does nothing where nothing is asked for', () => {
  const x = randomTensor([2, 4, 4, 3], 1) as Tensor4D
  expect(augment(x, [], numbersFor(2))).toBe(x)
})

describe('derivatives', () => {
  it.each(POLICIES.map((policy) => [policy.join(), policy] as const))(
    'of %s are right to the second order, captured as eagerly',
    (_, policy) => {
      expectClosed(
        (x) => augment(x as Tensor4D, policy, numbersFor(2)),
        [randomTensor([2, 4, 4, 2], 1)]
      )
    }
  )

  it('of a gradient penalty through all of them are right in the weights', () => {
    const penalty = (real: Tensor, kernel: Tensor, judge: Tensor): Tensor => {
      const critic = (pictures: Tensor4D): Tensor2D => {
        const seen = augment(pictures, AUGMENTATIONS, numbersFor(2))
        const halved = convolution(seen, kernel as Tensor4D, { stride: 2, padding: 'SAME' })
        const hidden = square(leakyRelu(halved, 0.2))
        return matMul(reshape(hidden, [2, 32]), judge as Tensor2D)
      }
      return r1Penalty(critic, real as Tensor4D, 2)
    }
    const real = randomTensor([2, 8, 8, 3], 2)
    const weights = [mul(randomTensor([4, 4, 3, 2], 3), 0.3), mul(randomTensor([32, 1], 4), 0.3)]
    expect(gradientError((kernel, judge) => penalty(real, kernel!, judge!), weights)).toBeLessThan(
      TOLERANCE
    )
    expectCaptured((real, kernel, judge) => [penalty(real!, kernel!, judge!)], [real, ...weights])
  })
})
