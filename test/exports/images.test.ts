import sharp from 'sharp'
import { expect, test } from 'vitest'
import { composeGrid, encodePng } from '../../src-main/exports/images.ts'
import { pattern } from '../datasets/pictures.ts'

test('a PNG holds exactly the pixels, and the same pixels give the same bytes', async () => {
  const pixels = new Uint8Array(pattern(20, 10))
  const [once, again] = [await encodePng(pixels, 20, 10), await encodePng(pixels, 20, 10)]
  const { data, info } = await sharp(once).raw().toBuffer({ resolveWithObject: true })
  expect(once).toEqual(again)
  expect(new Uint8Array(data)).toEqual(pixels)
  expect(info).toMatchObject({ width: 20, height: 10, channels: 3 })
})

test('a grid is laid out row by row, enlarged without blur, empty places in the ground’s colour', () => {
  // One-pixel pictures, each of one grey.
  const pictures = [1, 2, 3].map((value) => new Uint8Array(3).fill(value))
  const grid = composeGrid(pictures, 1, 2, { gap: 1, scale: 2, background: [9, 9, 9] })
  const reds = Array.from({ length: grid.height }, (_, y) =>
    Array.from({ length: grid.width }, (_, x) => grid.pixels[(y * grid.width + x) * 3])
  )
  expect(reds).toEqual([
    [1, 1, 9, 2, 2],
    [1, 1, 9, 2, 2],
    [9, 9, 9, 9, 9],
    [3, 3, 9, 9, 9],
    [3, 3, 9, 9, 9]
  ])
})

test('a canvas that no memory holds is refused', () => {
  expect(() => composeGrid([new Uint8Array(3)], 1, 1, { gap: 0, scale: 12_000 })).toThrow(
    'It would have 144 million pixels, and 134 are the most; take a smaller scale or fewer pictures.'
  )
})
