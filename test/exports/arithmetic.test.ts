import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { composeArithmetic } from '../../src-main/exports/arithmetic.ts'
import { exportLatents } from '../../src-main/exports/export.ts'
import type { Canvas } from '../../src-main/exports/images.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { colourContext, exportTask, SIZE } from './task.ts'

const size = 4
const plain = (value: number): Uint8Array => new Uint8Array(size * size * 3).fill(value)
const neighbours = Array.from({ length: 8 }, (_, i) => plain(110 + i))

/** Where the pixels of each value lie: their number and their middle. */
function places({ pixels, width }: Canvas): Map<number, { area: number; x: number; y: number }> {
  const sums = new Map<number, { area: number; x: number; y: number }>()
  for (let at = 0; at < pixels.length / 3; at++) {
    const sum = sums.get(pixels[at * 3]!) ?? { area: 0, x: 0, y: 0 }
    sum.area++
    sum.x += at % width
    sum.y += Math.floor(at / width)
    sums.set(pixels[at * 3]!, sum)
  }
  for (const sum of sums.values()) {
    sum.x /= sum.area
    sum.y /= sum.area
  }
  return sums
}

test('a row reads as an equation: means in a line, exemplars over theirs, the result among its neighbours', () => {
  const row = composeArithmetic(
    {
      terms: [
        { weight: 1, mean: plain(101), exemplars: [1, 2, 3].map(plain) },
        { weight: -1, mean: plain(102), exemplars: [plain(4)] },
        { weight: 0.5, mean: plain(103), exemplars: [5, 6, 7, 8, 9, 10, 11].map(plain) }
      ],
      result: plain(104),
      neighbours
    },
    size,
    6
  )
  const seen = places(row)
  const all = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 101, 102, 103, 104, 110, 111, 112, 113, 114, 115, 116, 117
  ]
  expect(all.map((value) => seen.get(value)?.area)).toEqual(all.map(() => (size * 6) ** 2))
  const at = (value: number): { x: number; y: number } => seen.get(value)!
  // One line of means and the result, from left to right.
  expect([102, 103, 104].map((value) => at(value).y)).toEqual(Array(3).fill(at(101).y))
  expect([101, 102, 103, 104].map((value) => at(value).x)).toEqual(
    [104, 101, 103, 102].map((value) => at(value).x).sort((a, b) => a - b)
  )
  // Exemplars in a column over their mean; of seven a block of three by three.
  expect([1, 2, 3, 4].map((value) => at(value).x)).toEqual(
    [101, 101, 101, 102].map((value) => at(value).x)
  )
  expect(at(3).y).toBeLessThan(at(101).y)
  expect([...new Set([5, 6, 7, 8, 9, 10, 11].map((value) => at(value).x))].length).toBe(3)
  expect(at(6).x).toBe(at(103).x)
  // The result is the middle of the nine.
  const around = [110, 111, 112, 113, 114, 115, 116, 117].map(at)
  expect(around.reduce((sum, { x }) => sum + x, 0) / 8).toBeCloseTo(at(104).x, 6)
  expect(around.reduce((sum, { y }) => sum + y, 0) / 8).toBeCloseTo(at(104).y, 6)
})

/** The ink left of a column, and under the means. */
function ink(terms: { weight: number }[]): number {
  const row = composeArithmetic(
    {
      terms: terms.map(({ weight }) => ({ weight, mean: plain(101), exemplars: [plain(1)] })),
      result: plain(104),
      neighbours
    },
    size,
    6
  )
  return places(row).get(225)?.area ?? 0
}

test('signs stand between terms and before a first one that is taken away; weights only where not 1', () => {
  // Dots of the signs are two pixels wide, those of the weights one.
  const [plus, minus, equals] = [5 * 4, 3 * 4, 6 * 4]
  expect(ink([{ weight: 1 }])).toBe(equals)
  expect(ink([{ weight: -1 }])).toBe(minus + equals)
  expect(ink([{ weight: 1 }, { weight: 1 }, { weight: -1 }])).toBe(plus + minus + equals)
  // ×, 0, point and 5.
  const half = 5 + 12 + 1 + 11
  expect(ink([{ weight: 1 }, { weight: -0.5 }])).toBe(minus + equals + half)
})

test('a row is drawn of means, exemplars, their sum and its neighbours, with any number of exemplars', async () => {
  const out = join(temporaryFolder(), 'row.png')
  const [red, green, blue] = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1]
  ]
  const terms = [
    { weight: 1, latents: [red!, blue!] },
    { weight: -0.5, latents: [blue!] },
    { weight: 0.5, latents: Array.from({ length: 17 }, () => green!) }
  ]
  const context = colourContext()
  await exportLatents(exportTask({ kind: 'arithmetic', terms, scale: 2 }, out), context)
  const { data, info } = await sharp(readFileSync(out)).raw().toBuffer({ resolveWithObject: true })
  const counts = new Map<string, number>()
  for (let at = 0; at < data.length; at += info.channels) {
    const colour = [...data.subarray(at, at + 3)].join(' ')
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const area = (2 * SIZE) ** 2
  // Means: (0.5, 0, 0.5), blue and green; the sum (0.5, 0.5, 0).
  expect(
    ['255 0 0', '0 0 255', '0 255 0', '128 0 128', '128 128 0'].map((colour) => counts.get(colour))
  ).toEqual([1, 3, 18, 1, 1].map((pictures) => pictures * area))
  expect(context.reports.at(-1)).toEqual([32, 32])
})

test('a result that was looked for stands in place of the sum, with neighbours of its own', async () => {
  const out = join(temporaryFolder(), 'row.png')
  const terms = [{ weight: 1, latents: [[1, 0, 0]] }]
  const what = { kind: 'arithmetic' as const, terms, result: [0, 0, 1], scale: 1 }
  await exportLatents(exportTask(what, out), colourContext())
  const { data, info } = await sharp(readFileSync(out)).raw().toBuffer({ resolveWithObject: true })
  const colours = new Set<string>()
  for (let at = 0; at < data.length; at += info.channels) {
    colours.add([...data.subarray(at, at + 3)].join(' '))
  }
  expect([colours.has('255 0 0'), colours.has('0 0 255')]).toEqual([true, true])
})
