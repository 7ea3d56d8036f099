import { concat, conv2d, slice, tensor, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  convolution,
  convolutionBackFilter,
  convolutionBackInput,
  type ConvolutionOptions
} from '../../../src-main/engine/operations/convolution.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { randomTensor } from '../finite-differences.ts'
import { expectClosed } from './expect-closed.ts'

beforeAll(async () => {
  await startEngine()
})

type Shape4D = [number, number, number, number]

// x, w and what the convolution makes of them.
const kinds: [string, Shape4D, Shape4D, Shape4D, ConvolutionOptions][] = [
  ['halving', [2, 6, 6, 2], [4, 4, 2, 3], [2, 3, 3, 3], { stride: 2, padding: 'SAME' }],
  ['VALID', [1, 6, 5, 2], [3, 2, 2, 3], [1, 2, 2, 3], { stride: 2, padding: 'VALID' }],
  [
    'dilated',
    [1, 6, 6, 2],
    [3, 3, 2, 2],
    [1, 6, 6, 2],
    { stride: 1, padding: 'SAME', dilation: 2 }
  ],
  ['in 2 groups', [2, 4, 4, 4], [3, 3, 2, 6], [2, 2, 2, 6], { stride: 2, padding: 'SAME' }],
  ['depthwise', [2, 4, 4, 3], [3, 3, 1, 3], [2, 4, 4, 3], { stride: 1, padding: 'SAME' }]
]

describe.each(kinds)('a convolution, %s', (_, x, w, y, options) => {
  it('has its value and shape', () => {
    const [picture, filter] = [randomTensor(x, 1) as Tensor4D, randomTensor(w, 2) as Tensor4D]
    const value = convolution(picture, filter, options)
    expect(value.shape).toEqual(y)
    const expected = groupByGroup(picture, filter, options).dataSync()
    value.dataSync().forEach((one, i) => expect(one).toBeCloseTo(expected[i]!, 4))
  })

  it('has right first and second derivatives', () => {
    expectClosed(
      (x, w) => convolution(x as Tensor4D, w as Tensor4D, options),
      [randomTensor(x, 1), randomTensor(w, 2)]
    )
  })

  it('has them transposed', () => {
    expectClosed(
      (w, y) => convolutionBackInput(x, w as Tensor4D, y as Tensor4D, options),
      [randomTensor(w, 2), randomTensor(y, 3)]
    )
  })

  it('has them for its filter', () => {
    expectClosed(
      (x, y) => convolutionBackFilter(x as Tensor4D, w, y as Tensor4D, options),
      [randomTensor(x, 1), randomTensor(y, 3)]
    )
  })
})

describe('a convolution', () => {
  it('agrees with the sum over its window', () => {
    // A 2 x 2 filter of ones over 0..15 with stride 2 adds up the quarters.
    const picture = tensor(
      Float32Array.from({ length: 16 }, (_, i) => i),
      [1, 4, 4, 1]
    ) as Tensor4D
    const ones = tensor(new Float32Array(4).fill(1), [2, 2, 1, 1]) as Tensor4D
    expect(
      Array.from(convolution(picture, ones, { stride: 2, padding: 'VALID' }).dataSync())
    ).toEqual([10, 18, 42, 50])
  })
})

// tfjs knows no groups: each one by itself, side by side.
function groupByGroup(x: Tensor4D, w: Tensor4D, options: ConvolutionOptions): Tensor {
  const { stride, padding, dilation = 1 } = options
  const [height, width, channels, filters] = w.shape
  const groups = x.shape[3] / channels
  const share = filters / groups
  const parts = Array.from({ length: groups }, (_, group) =>
    conv2d(
      slice(x, [0, 0, 0, group * channels], [-1, -1, -1, channels]),
      slice(w, [0, 0, 0, group * share], [height, width, channels, share]),
      stride,
      padding === 'SAME' ? 'same' : 'valid',
      'NHWC',
      dilation
    )
  )
  return concat(parts, 3)
}
