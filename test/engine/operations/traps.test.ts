import * as tf from '@tensorflow/tfjs-core'
import {
  add,
  mul,
  reshape,
  square,
  sub,
  sum,
  tensor,
  type Tensor,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { tanh } from '../../../src-main/engine/operations/activations.ts'
import { convolution } from '../../../src-main/engine/operations/convolution.ts'
import { sigmoidCrossEntropy } from '../../../src-main/engine/operations/cross-entropy.ts'
import { dense } from '../../../src-main/engine/operations/dense.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import {
  gradientError,
  gradients,
  randomTensor,
  secondGradientError,
  type Operation
} from '../finite-differences.ts'
import { TOLERANCE } from './expect-closed.ts'

beforeAll(async () => {
  await startEngine()
})

const curved =
  (operation: Operation): Operation =>
  (...inputs) =>
    square(operation(...inputs))
const matrix = (): Tensor => randomTensor([3, 4], 1)
const other = (): Tensor => randomTensor([3, 4], 2)
const positive = (): Tensor => add(tf.abs(matrix()), 0.5)
const pictures = (): Tensor => randomTensor([1, 4, 4, 4], 1)

describe('what tfjs differentiates rightly twice, so that it is used as it is', () => {
  it.each<[string, Operation, () => Tensor[]]>([
    ['abs', tf.abs, () => [matrix()]],
    ['add', tf.add, () => [matrix(), other()]],
    ['concat', (x, y) => tf.concat([x, y], 1), () => [matrix(), other()]],
    ['div', tf.div, () => [matrix(), positive()]],
    ['log', tf.log, () => [positive()]],
    ['log1p', tf.log1p, () => [positive()]],
    ['matMul', (x, y) => tf.matMul(x, y, false, true), () => [matrix(), other()]],
    ['mean', (x) => tf.mean(x, 0), () => [matrix()]],
    ['mul', tf.mul, () => [matrix(), randomTensor([4], 2)]],
    ['norm', (x) => tf.norm(x, 2, 1), () => [matrix()]],
    ['pad', (x) => tf.pad(x, [[1, 1], [0, 2]]), () => [matrix()]], // prettier-ignore
    ['pow', (x) => tf.pow(x, 3), () => [matrix()]],
    ['reshape', (x) => tf.reshape(x, [2, 6]), () => [matrix()]],
    ['rsqrt', tf.rsqrt, () => [positive()]],
    ['slice', (x) => tf.slice(x, [1, 1], [2, 2]), () => [matrix()]],
    ['softplus', tf.softplus, () => [matrix()]],
    // Its square alone would be x again.
    ['sqrt', (x) => tf.mul(x, tf.sqrt(x)), () => [positive()]],
    ['square', tf.square, () => [matrix()]],
    ['stack', (x, y) => tf.stack([x, y]), () => [matrix(), other()]],
    ['sub', tf.sub, () => [matrix(), other()]],
    ['sum', (x) => tf.sum(x, 0), () => [matrix()]],
    ['tile', (x) => tf.tile(x, [2, 1]), () => [matrix()]],
    ['transpose', (x) => tf.transpose(x), () => [matrix()]]
  ])('%s', (_, operation, inputs) => {
    expect(secondGradientError(curved(operation), inputs())).toBeLessThan(TOLERANCE)
  })
})

describe('what tfjs differentiates wrongly or not at all, so that there is one of ours', () => {
  it.each<[string, Operation]>([
    ['exp', tf.exp],
    ['logSoftmax', (x) => tf.logSoftmax(x)],
    ['sigmoid', tf.sigmoid],
    ['softmax', (x) => tf.softmax(x)],
    ['tanh', tf.tanh],
    ['sigmoidCrossEntropy', (x) => tf.losses.sigmoidCrossEntropy(tf.abs(other()), x)],
    ['softmaxCrossEntropy', (x) => tf.losses.softmaxCrossEntropy(tf.abs(other()), x)]
  ])('wrong in silence: %s', (_, operation) => {
    expect(secondGradientError(curved(operation), [matrix()])).toBeGreaterThan(0.1)
  })

  it.each<[string, Operation, () => Tensor[]]>([
    ['conv2d', (x, w) => tf.conv2d(x as Tensor4D, w as Tensor4D, 1, 'same'), () => [pictures(), randomTensor([3, 3, 4, 2], 2)]], // prettier-ignore
    ['elu', tf.elu, () => [matrix()]],
    ['leakyRelu', (x) => tf.leakyRelu(x, 0.2), () => [matrix()]],
    ['maximum', tf.maximum, () => [matrix(), other()]],
    ['minimum', tf.minimum, () => [matrix(), other()]],
    ['avgPool', (x) => tf.avgPool(x as Tensor4D, 2, 2, 'valid'), () => [pictures()]],
    ['depthToSpace', (x) => tf.depthToSpace(x as Tensor4D, 2), () => [pictures()]],
    ['resizeBilinear', (x) => tf.image.resizeBilinear(x as Tensor4D, [8, 8]), () => [pictures()]],
    ['resizeNearestNeighbor', (x) => tf.image.resizeNearestNeighbor(x as Tensor4D, [8, 8]), () => [pictures()]] // prettier-ignore
  ])('refused: %s', (_, operation, inputs) => {
    expect(() => secondGradientError(curved(operation), inputs())).toThrow(
      /gradient function not found/
    )
  })
})

describe('a network that tfjs gets wrong', () => {
  it('sigmoid cross entropy has the second derivative s (1 - s)', () => {
    const second = (entropy: Operation): number => {
      const first = (x: Tensor): Tensor => gradients((x) => sum(entropy(x)), [x])[0]!
      return gradients((x) => sum(first(x)), [tensor([0.7])])[0]!.dataSync()[0]!
    }
    const s = 1 / (1 + Math.exp(-0.7))
    expect(second((x) => sigmoidCrossEntropy(tensor([1]), x))).toBeCloseTo(s * (1 - s), 5)
    expect(second((x) => tf.losses.sigmoidCrossEntropy(tensor([1]), x))).not.toBeCloseTo(
      s * (1 - s),
      1
    )
  })

  it('a gradient penalty through convolutions and tanh has the right gradient', () => {
    const penalty: Operation = (x, w1, w2) => {
      const critic = (x: Tensor): Tensor => {
        const halving = { stride: 2, padding: 'SAME' } as const
        const hidden = tanh(convolution(x as Tensor4D, w1 as Tensor4D, halving))
        return sum(tanh(convolution(hidden, w2 as Tensor4D, halving)))
      }
      return sum(square(gradients(critic, [x])[0]!))
    }
    const inputs = [
      randomTensor([2, 4, 4, 2], 1),
      mul(randomTensor([4, 4, 2, 3], 2), 0.3),
      mul(randomTensor([4, 4, 3, 1], 3), 0.3)
    ]
    expect(gradientError(penalty, inputs)).toBeLessThan(TOLERANCE)
  })

  it('three unrolled steps of an optimisation have the right gradient', () => {
    // How well a critic `w` does after three steps against what a generator `g` makes, as a function
    // of g (Metz et al. 2016, arXiv:1611.02163, equation 7).
    const unrolled: Operation = (g, start) => {
      const z = randomTensor([4, 3], 4) as Tensor2D
      const real = randomTensor([4, 2], 5) as Tensor2D
      const loss = (g: Tensor, w: Tensor): Tensor => {
        const fake = tanh(dense(z, g as Tensor2D))
        const judge = (x: Tensor2D): Tensor => tanh(dense(x, reshape(w, [2, 1]) as Tensor2D))
        return add(
          sum(sigmoidCrossEntropy(tensor(1), judge(real))),
          sum(sigmoidCrossEntropy(tensor(0), judge(fake)))
        )
      }
      let w = start!
      for (let step = 0; step < 3; step++) {
        w = sub(w, mul(gradients((w) => loss(g!, w), [w])[0]!, 0.3))
      }
      return loss(g!, w)
    }
    const inputs = [randomTensor([3, 2], 1), randomTensor([2], 2)]
    expect(gradientError(unrolled, inputs)).toBeLessThan(TOLERANCE)
  })
})
