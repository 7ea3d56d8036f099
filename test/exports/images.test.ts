import sharp from 'sharp'
import { expect, test } from 'vitest'
import { encodeAnimation } from '../../src-main/exports/animations.ts'
import { composeArithmetic } from '../../src-main/exports/arithmetic.ts'
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

test.each(['gif', 'webp'] as const)(
  'a %s plays its frames in order and for ever',
  async (format) => {
    const frames = [0, 90, 180].map((value) => new Uint8Array(16 * 8 * 3).fill(value))
    const bytes = await encodeAnimation(frames, 16, 8, { delayMs: 40, format })
    const metadata = await sharp(bytes, { animated: true }).metadata()
    expect(metadata).toMatchObject({
      format,
      width: 16,
      pageHeight: 8,
      pages: 3,
      delay: [40, 40, 40],
      loop: 0
    })
    const shown = await sharp(bytes, { animated: true }).removeAlpha().raw().toBuffer()
    expect([0, 1, 2].map((page) => shown[page * 16 * 8 * 3])).toEqual([0, 90, 180])
  }
)

test('an arithmetic row holds every mean, the result and its neighbours at full size', () => {
  const size = 4
  const plain = (value: number): Uint8Array => new Uint8Array(size * size * 3).fill(value)
  const row = composeArithmetic(
    {
      terms: [
        { sign: 1, mean: plain(101), exemplars: [plain(1), plain(2), plain(3)] },
        { sign: -1, mean: plain(102), exemplars: [plain(4)] },
        { sign: 1, mean: plain(103), exemplars: [plain(5)] }
      ],
      result: plain(104),
      neighbours: Array.from({ length: 8 }, (_, i) => plain(110 + i))
    },
    size,
    3
  )
  const areas = new Map<number, number>()
  for (let at = 0; at < row.pixels.length; at += 3) {
    areas.set(row.pixels[at]!, (areas.get(row.pixels[at]!) ?? 0) + 1)
  }
  const large = [101, 102, 103, 104, ...Array.from({ length: 8 }, (_, i) => 110 + i)]
  expect(large.map((value) => [value, areas.get(value)])).toEqual(
    large.map((value) => [value, (size * 3) ** 2])
  )
  expect([1, 2, 3, 4, 5].map((value) => areas.get(value))).toEqual(Array(5).fill(size ** 2))
})
