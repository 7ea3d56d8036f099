import { expect, test } from 'vitest'
import {
  describePicture,
  DESCRIPTION_BYTES,
  GRIDS,
  NEUTRAL,
  PLANES
} from '../../../src-main/datasets/similar/describe.ts'

const SIZES = [16, 32, 64, 128]

function plane(description: Uint8Array, name: keyof typeof GRIDS | 'blue' | 'red'): number[] {
  const at = PLANES[name === 'chroma' ? 'blue' : name]
  const grid = name === 'blue' || name === 'red' ? GRIDS.chroma : GRIDS[name]
  return [...description.subarray(at, at + grid * grid)]
}

test.each(SIZES)('a colour of %i px is its luma and chroma, without detail', (size) => {
  const [r, g, b] = [200, 40, 90]
  const pixels = new Uint8Array(size * size * 3).map((_, i) => [r, g, b][i % 3]!)
  const description = describePicture(pixels, size, 3)
  const luma = 0.299 * r + 0.587 * g + 0.114 * b
  expect(description).toHaveLength(DESCRIPTION_BYTES)
  expect(new Set(plane(description, 'luma'))).toEqual(new Set([Math.round(luma)]))
  // ITU-T T.871, section 7.
  const [cb, cr] = [NEUTRAL + 0.564 * (b - luma), NEUTRAL + 0.713 * (r - luma)]
  expect(new Set(plane(description, 'blue'))).toEqual(new Set([Math.round(cb)]))
  expect(new Set(plane(description, 'red'))).toEqual(new Set([Math.round(cr)]))
  expect(new Set(plane(description, 'detail'))).toEqual(new Set([0]))
})

test.each(SIZES)('cells of %i px are means of the pixels in them, softened', (size) => {
  const grid = GRIDS.luma
  const pixels = new Uint8Array(size * size).map((_, i) => (i * i * 31 + (i % size) * 7) % 256)
  // The formulas as they stand: the integral over each cell, then 1 2 1 in both directions.
  const overlap = (cell: number, pixel: number) => {
    const [from, to] = [(cell * size) / grid, ((cell + 1) * size) / grid]
    return Math.max(0, Math.min(to, pixel + 1) - Math.max(from, pixel))
  }
  const mean = (x: number, y: number) => {
    let sum = 0
    for (let v = 0; v < size; v++) {
      for (let u = 0; u < size; u++) {
        sum += overlap(x, u) * overlap(y, v) * pixels[v * size + u]!
      }
    }
    return sum / (size / grid) ** 2
  }
  const means = Array.from({ length: grid * grid }, (_, i) => mean(i % grid, Math.floor(i / grid)))
  const at = (x: number, y: number) => {
    const [inX, inY] = [x, y].map((place) => Math.max(0, Math.min(grid - 1, place)))
    return means[inY! * grid + inX!]!
  }
  const soft = means.map((_, i) => {
    const [x, y] = [i % grid, Math.floor(i / grid)]
    let sum = 0
    for (const [v, down] of [1, 2, 1].entries()) {
      for (const [u, across] of [1, 2, 1].entries()) sum += down * across * at(x + u - 1, y + v - 1)
    }
    return sum / 16
  })
  const luma = plane(describePicture(pixels, size, 1), 'luma')
  luma.forEach((value, i) => expect(Math.abs(value - soft[i]!)).toBeLessThanOrEqual(0.51))
})

test('detail is the mean difference of neighbouring pixels, four times', () => {
  const size = 32
  // Columns of 100 and 110: every pixel differs from its left neighbour by 10, from that above by 0.
  const pixels = new Uint8Array(size * size).map((_, i) => 100 + 10 * (i % 2))
  const cells = plane(describePicture(pixels, size, 1), 'detail')
  // Cells at the left and upper edge lack a row or column of differences.
  expect(cells[5]).toBe(20)
  expect(cells[0]).toBe(Math.round(((4 * 10) / 2) * (7 / 8) * (7 / 8)))
})

test('a grey picture is described alike in one channel and in three', () => {
  const grey = new Uint8Array(64 * 64).map((_, i) => (i * 7 + Math.floor(i / 64) * 3) % 256)
  const colour = new Uint8Array(64 * 64 * 3).map((_, i) => grey[Math.floor(i / 3)]!)
  expect(describePicture(grey, 64, 1)).toEqual(describePicture(colour, 64, 3))
})

test('the same picture has the same thumbnail at every size', () => {
  const wave = (x: number, y: number) => 128 + 90 * Math.sin(2 * Math.PI * (x + y) + 1)
  const [first, ...others] = SIZES.map((size) => {
    const pixels = new Uint8Array(size * size).map((_, i) => {
      return Math.round(wave(((i % size) + 0.5) / size, (Math.floor(i / size) + 0.5) / size))
    })
    return plane(describePicture(pixels, size, 1), 'luma')
  })
  for (const other of others) {
    first!.forEach((value, i) => expect(Math.abs(value - other[i]!)).toBeLessThanOrEqual(5))
  }
})
