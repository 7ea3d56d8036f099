import { image, tensor, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  averagePool,
  blur,
  downsample,
  upsample,
  upsampleBilinear,
  upsampleNearest
} from '../../../src-main/engine/operations/resampling.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { randomTensor, type Operation } from '../finite-differences.ts'
import { expectClosed } from './expect-closed.ts'

beforeAll(async () => {
  await startEngine()
})

const picture = (): Tensor4D => randomTensor([2, 4, 6, 3], 1) as Tensor4D
const flat = (size: number): Tensor4D =>
  tensor(new Float32Array(size * size).fill(1), [1, size, size, 1]) as Tensor4D
const onlyMiddle = (x: Tensor): number => (x.arraySync() as number[][][][])[0]![3]![3]![0]!

function expectSame(actual: Tensor, expected: Tensor): void {
  expect(actual.shape).toEqual(expected.shape)
  const values = expected.dataSync()
  actual.dataSync().forEach((value, index) => expect(value).toBeCloseTo(values[index]!, 5))
}

describe('resampling', () => {
  it('keeps the brightness of a flat picture away from its edge', () => {
    const taps = [1, 3, 3, 1]
    expect(onlyMiddle(downsample(flat(16), taps))).toBeCloseTo(1, 5)
    expect(onlyMiddle(upsample(flat(4), taps))).toBeCloseTo(1, 5)
    expect(onlyMiddle(blur(flat(8), [1, 2, 1]))).toBeCloseTo(1, 5)
  })

  it('weighs by its taps, channel by channel', () => {
    const line = tensor([1, 10, 2, 20, 3, 30, 4, 40], [1, 1, 4, 2]) as Tensor4D
    // Of the taps' product only the middle row is over the picture: 3/8 of the line's filter.
    const row = downsample(line, [1, 3, 3, 1]).arraySync()[0]![0]!
    const expected = [(1 * 0 + 3 * 1 + 3 * 2 + 3) / 8, (2 + 3 * 3 + 3 * 4 + 0) / 8]
    expected.forEach((value, index) => {
      expect(row[index]![0]).toBeCloseTo((3 / 8) * value, 5)
      expect(row[index]![1]).toBeCloseTo((3 / 8) * 10 * value, 4)
    })
  })

  it('agrees with TensorFlow where it has the same', () => {
    expectSame(averagePool(picture(), 2), tfAverage(picture()))
    expectSame(upsampleNearest(picture(), 2), image.resizeNearestNeighbor(picture(), [8, 12]))
    expectSame(upsampleBilinear(picture()), image.resizeBilinear(picture(), [8, 12], false, true))
  })
})

describe.each<[string, Operation]>([
  ['downsample', (x) => downsample(x as Tensor4D, [1, 3, 3, 1])],
  ['upsample', (x) => upsample(x as Tensor4D, [1, 3, 3, 1])],
  ['blur', (x) => blur(x as Tensor4D, [1, 2, 1])],
  ['averagePool', (x) => averagePool(x as Tensor4D, 2)],
  ['upsampleNearest', (x) => upsampleNearest(x as Tensor4D, 2)],
  ['upsampleBilinear', (x) => upsampleBilinear(x as Tensor4D)]
])('%s', (_, operation) => {
  it('has right first and second derivatives', () => {
    expectClosed(operation, [randomTensor([2, 4, 4, 2], 1)])
  })
})

function tfAverage(x: Tensor4D): Tensor {
  return image.resizeBilinear(x, [x.shape[1] / 2, x.shape[2] / 2], false, true)
}
