import {
  add,
  matMul,
  mul,
  reshape,
  slice,
  square,
  sum,
  tensor,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { leakyRelu, tanh } from '../../src-main/engine/operations/activations.ts'
import { biasAdd } from '../../src-main/engine/operations/bias.ts'
import { convolution } from '../../src-main/engine/operations/convolution.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import {
  r1Penalty,
  r2Penalty,
  wassersteinPenalty,
  type Critic
} from '../../src-main/gan/regularizers.ts'
import {
  gradientError,
  gradients,
  randomTensor,
  type Operation
} from '../engine/finite-differences.ts'
import { expectCaptured, TOLERANCE } from '../engine/operations/expect-closed.ts'

beforeAll(async () => {
  await startEngine()
})

const real = (): Tensor4D => randomTensor([3, 4, 4, 2], 1) as Tensor4D
const fake = (): Tensor4D => randomTensor([3, 4, 4, 2], 2) as Tensor4D
const share = (): Tensor4D => tensor([0.1, 0.5, 0.9], [3, 1, 1, 1])
const weights = (): Tensor[] => [
  mul(randomTensor([4, 4, 2, 3], 3), 0.3),
  randomTensor([3], 4),
  mul(randomTensor([12, 1], 5), 0.3)
]

/** Convolution, bias, an activation and a dense layer, as discriminators are made. */
function critic(activation: (x: Tensor4D) => Tensor4D, [kernel, bias, judge]: Tensor[]): Critic {
  return (pictures) => {
    const hidden = convolution(pictures, kernel as Tensor4D, { stride: 2, padding: 'SAME' })
    const x = activation(biasAdd(hidden, bias as Tensor1D))
    return matMul(reshape(x, [pictures.shape[0], 12]), judge as Tensor2D)
  }
}

/** D(x) = a . x: its gradient is a at every picture. */
const linear: Critic = (pictures) =>
  matMul(reshape(pictures, [-1, 32]), randomTensor([32, 1], 6) as Tensor2D)
/** D(x) = |x|^2: its gradient is 2 x. */
const squared: Critic = (pictures) => reshape(sum(square(reshape(pictures, [-1, 32])), 1), [-1, 1])

function squaredLength(values: Tensor): number {
  return sum(square(values)).dataSync()[0]!
}

describe('R1 and R2', () => {
  it.each([
    ['R1', r1Penalty],
    ['R2', r2Penalty]
  ])('%s is gamma/2 times the mean squared gradient', (_, penalty) => {
    const slope = squaredLength(randomTensor([32, 1], 6))
    expect(penalty(linear, real(), 10).dataSync()[0]! / (5 * slope)).toBeCloseTo(1, 5)
    const mean = (4 * squaredLength(real())) / 3
    expect(penalty(squared, real(), 10).dataSync()[0]! / (5 * mean)).toBeCloseTo(1, 5)
  })

  it('take gamma from a schedule', () => {
    const fed = r1Penalty(squared, real(), tensor(10) as Scalar).dataSync()[0]
    expect(fed).toBe(r1Penalty(squared, real(), 10).dataSync()[0])
  })
})

describe('the penalty of WGAN-GP', () => {
  it('is the mean squared distance of the gradient from length 1, between real and fake', () => {
    const slope = Math.sqrt(squaredLength(randomTensor([32, 1], 6)))
    const penalty = wassersteinPenalty(linear, real(), fake(), share(), 10).dataSync()[0]!
    expect(penalty / (10 * (slope - 1) ** 2)).toBeCloseTo(1, 4)
    const between = add(mul(real(), share()), mul(fake(), add(mul(share(), -1), 1)))
    const lengths = [0, 1, 2].map(
      (picture) => 2 * Math.sqrt(squaredLength(slice(between, [picture, 0, 0, 0], [1, 4, 4, 2])))
    )
    const mean = lengths.reduce((total, length) => total + (length - 1) ** 2, 0) / 3
    const found = wassersteinPenalty(squared, real(), fake(), share(), 10).dataSync()[0]!
    expect(found / (10 * mean)).toBeCloseTo(1, 4)
  })

  it('stays finite where the gradient vanishes', () => {
    const zeros = (x: Tensor4D): Tensor4D => mul(x, 0)
    const at = (kernel: Tensor): Tensor =>
      wassersteinPenalty(critic(zeros, [kernel, ...weights().slice(1)]), real(), fake(), share(), 1)
    expect(at(weights()[0]!).dataSync()[0]).toBeCloseTo(1, 5)
    expect(gradients(at, [weights()[0]!])[0]!.dataSync().every(Number.isFinite)).toBe(true)
  })
})

describe.each<[string, (x: Tensor4D) => Tensor4D]>([
  ['tanh', tanh],
  ['LeakyReLU', (x) => leakyRelu(x, 0.2)]
])('the gradient of a penalty on a critic with %s', (_, activation) => {
  it.each<[string, Operation]>([
    ['R1', (...at) => r1Penalty(critic(activation, at), real(), 10)],
    ['WGAN-GP', (...at) => wassersteinPenalty(critic(activation, at), real(), fake(), share(), 10)]
  ])('is right for %s, eagerly and captured', (_, penalty) => {
    // Small steps: a step that flips a LeakyReLU is no derivative.
    expect(gradientError(penalty, weights(), 1e-3)).toBeLessThan(2 * TOLERANCE)
    expectCaptured((...at) => [penalty(...at), ...gradients(penalty, at)], weights())
  })
})
