import { conv3d, type Tensor5D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  convolution3d,
  convolution3dBackFilter,
  convolution3dBackInput
} from '../../../src-main/engine/operations/convolution-3d.ts'
import type { ConvolutionOptions } from '../../../src-main/engine/operations/convolutions.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { randomTensor } from '../finite-differences.ts'
import { expectClosed } from './expect-closed.ts'

beforeAll(async () => {
  await startEngine()
})

type Shape5D = [number, number, number, number, number]

// x, w and what the convolution makes of them.
const kinds: [string, Shape5D, Shape5D, Shape5D, ConvolutionOptions][] = [
  ['halving', [1, 4, 4, 4, 2], [3, 3, 3, 2, 2], [1, 2, 2, 2, 2], { stride: 2, padding: 'SAME' }],
  ['VALID', [2, 3, 4, 3, 1], [2, 2, 2, 1, 2], [2, 2, 3, 2, 2], { stride: 1, padding: 'VALID' }]
]

describe.each(kinds)('a 3-D convolution, %s', (_, x, w, y, options) => {
  it('has its value and shape', () => {
    const [voxels, filter] = [randomTensor(x, 1) as Tensor5D, randomTensor(w, 2) as Tensor5D]
    const value = convolution3d(voxels, filter, options)
    expect(value.shape).toEqual(y)
    const padding = options.padding === 'SAME' ? 'same' : 'valid'
    const expected = conv3d(voxels, filter, options.stride, padding).dataSync()
    value.dataSync().forEach((one, i) => expect(one).toBeCloseTo(expected[i]!, 4))
  })

  it('has right first and second derivatives', () => {
    expectClosed(
      (x, w) => convolution3d(x as Tensor5D, w as Tensor5D, options),
      [randomTensor(x, 1), randomTensor(w, 2)]
    )
  })

  it('has them transposed', () => {
    expectClosed(
      (w, y) => convolution3dBackInput(x, w as Tensor5D, y as Tensor5D, options),
      [randomTensor(w, 2), randomTensor(y, 3)]
    )
  })

  it('has them for its filter', () => {
    expectClosed(
      (x, y) => convolution3dBackFilter(x as Tensor5D, w, y as Tensor5D, options),
      [randomTensor(x, 1), randomTensor(y, 3)]
    )
  })
})
