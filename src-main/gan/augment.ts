import {
  abs,
  add,
  cast,
  eye,
  floor,
  less,
  matMul,
  mul,
  range,
  reshape,
  reverse,
  slice,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import type { Augmentation } from '../contract/augmentations.ts'
import { meanOver, spread } from '../engine/operations/reductions.ts'
import { translate } from '../engine/operations/translation.ts'

// DiffAugment (Zhao et al. 2020, arXiv:2006.10738), with the ranges and roundings of the authors' own
// program.

/** How many numbers in [0, 1) say what is done to one picture. */
export const NUMBERS = 8

/** Shares of a picture's side. */
const FURTHEST = 1 / 8
const HOLE = 1 / 2

/**
 * Pictures [N,H,W,C] in [-1,1] to augmented ones, which may leave that range; each by its own row of
 * `numbers` [N,NUMBERS], uniform in [0, 1). Differentiable in the pictures as often as one likes. Every
 * augmentation has numbers of its own, so that one more changes nothing about the others.
 */
export function augment(
  pictures: Tensor4D,
  augmentations: readonly Augmentation[],
  numbers: Tensor2D
): Tensor4D {
  return augmentations.reduce((x, name) => OPERATIONS[name](x, numbers), pictures)
}

type Operation = (x: Tensor4D, numbers: Tensor2D) => Tensor4D

const OPERATIONS: Record<Augmentation, Operation> = {
  flip: (x, numbers) => {
    const mirrored = perPicture(less(column(numbers, 0), 0.5))
    return add(mul(x, sub(1, mirrored)), mul(reverse(x, 2), mirrored))
  },

  // Brightness b, saturation s and contrast c are x + b, then s (x - g) + g around the grey g of the
  // pixel, then c (x - m) + m around the mean m of the picture. Together that is one matrix for the
  // colours of a picture, c (s I + (1 - s) / C), and one number, (1 - c) m + b with the m of before.
  colour: (x, numbers) => {
    const [count, , , channels] = x.shape
    const brightness = sub(column(numbers, 1), 0.5)
    const saturation = reshape(mul(column(numbers, 2), 2), [count, 1, 1])
    const contrast = add(column(numbers, 3), 0.5)
    const grey = mul(sub(1, saturation), 1 / channels)
    const mixed = add(mul(saturation, eye(channels)), grey)
    const matrices = mul(reshape(contrast, [count, 1, 1]), mixed) as Tensor3D
    const coloured = matMul(reshape(x, [count, -1, channels]), matrices)
    const mean = mul(meanOver(x, [1, 2, 3]), perPicture(sub(1, contrast)))
    const offset = add(mean, perPicture(brightness)) as Tensor4D
    return add(reshape(coloured, x.shape), spread(offset, x.shape))
  },

  translation: (x, numbers) => {
    const [, height, width] = x.shape
    const shift = (place: number, size: number): Tensor1D => {
      const most = rounded(size * FURTHEST)
      return sub(wholeBelow(column(numbers, place), 2 * most + 1), most)
    }
    return translate(x, shift(4, height), shift(5, width))
  },

  // A hole of half the side around a point anywhere in the picture, cut off at the edge.
  cutout: (x, numbers) => {
    const [count, height, width] = x.shape
    const rows = reshape(hole(column(numbers, 6), height), [count, height, 1, 1])
    const columns = reshape(hole(column(numbers, 7), width), [count, 1, width, 1])
    return mul(x, sub(1, mul(rows, columns)))
  }
}

// 1 where a line [N,size] belongs to the hole, else 0.
function hole(numbers: Tensor1D, size: number): Tensor2D {
  const length = rounded(size * HOLE)
  const point = wholeBelow(numbers, size + 1 - (length % 2))
  const centre = add(point, (length - 1) / 2 - Math.floor(length / 2))
  const distance = abs(sub(range(0, size), reshape(centre, [-1, 1])))
  return cast<Tensor2D>(less(distance, length / 2), 'float32')
}

// Whole numbers from 0 to below `count`, all as likely.
function wholeBelow(numbers: Tensor1D, count: number): Tensor1D {
  return floor(mul(numbers, count))
}

function column(numbers: Tensor2D, place: number): Tensor1D {
  return reshape(slice(numbers, [0, place], [-1, 1]), [-1])
}

function perPicture(values: Tensor): Tensor4D {
  return reshape(cast(values, 'float32'), [-1, 1, 1, 1])
}

function rounded(pixels: number): number {
  return Math.floor(pixels + 0.5)
}
