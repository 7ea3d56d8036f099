import { memory } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import type { Augmentation } from '../../src-main/contract/augmentations.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { augmentBytes } from '../../src-main/gan/augment-bytes.ts'

beforeAll(async () => {
  await startEngine()
})

const SHAPE = { size: 8, channels: 3 }
// Every byte its own place, none of it black.
const PICTURE = Uint8Array.from({ length: 8 * 8 * 3 }, (_, at) => at + 40)

const variants = (policy: Augmentation[], seed = 1): Uint8Array[] =>
  augmentBytes(PICTURE, SHAPE, policy, { seed, count: 5 })

it('draws as many variants as asked for, the same for a seed and others for another', () => {
  const all = variants(['colour', 'translation', 'cutout'])
  expect(all.map(({ length }) => length)).toEqual(new Array(5).fill(PICTURE.length))
  expect(new Set(all.map((bytes) => bytes.join())).size).toBe(5)
  expect(variants(['colour', 'translation', 'cutout'])).toEqual(all)
  expect(variants(['colour', 'translation', 'cutout'], 2)).not.toEqual(all)
})

it('is the picture itself with no augmentation, and the picture or its mirror image with flip', () => {
  expect(variants([])).toEqual(new Array(5).fill(PICTURE))
  const mirrored = PICTURE.map((_, at) => {
    const [row, column, channel] = [Math.floor(at / 24), Math.floor(at / 3) % 8, at % 3]
    return PICTURE[row * 24 + (7 - column) * 3 + channel]!
  })
  const seen = new Set(variants(['flip']).map((bytes) => bytes.join()))
  expect(seen).toEqual(new Set([PICTURE.join(), mirrored.join()]))
})

it('leaves what an augmentation does as it was when another one is added', () => {
  // A picture of one colour, in which only the hole shows, wherever the picture is mirrored.
  const plain = new Uint8Array(PICTURE.length).fill(200)
  const holes = (policy: Augmentation[]): Uint8Array[] =>
    augmentBytes(plain, SHAPE, policy, { seed: 1, count: 5 })
  expect(holes(['flip', 'cutout'])).toEqual(holes(['cutout']))
  expect(new Set(holes(['cutout']).flatMap((bytes) => [...bytes]))).toEqual(new Set([128, 200]))
})

it('leaves no tensors behind', () => {
  variants(['flip', 'colour', 'translation', 'cutout'])
  const before = memory().numTensors
  variants(['flip', 'colour', 'translation', 'cutout'])
  expect(memory().numTensors).toBe(before)
})
