import { expect, test } from 'vitest'
import type { MetricRow } from '../../../src-main/contract/models.ts'
import {
  appendRows,
  nearestPlace,
  placeOf,
  smoothed,
  speedsOf
} from '../../../src-renderer/state/series.ts'

const row = (images: number, generatorLoss = 1): MetricRow => ({
  images,
  seconds: images / 100,
  generatorLoss,
  discriminatorLoss: 1,
  realAccuracy: 0.5,
  fakeAccuracy: 0.5
})

test('new rows follow the old ones', () => {
  expect(appendRows([row(64)], [row(128), row(192)])).toEqual([row(64), row(128), row(192)])
})

test('rows made again after a resume replace those made before it', () => {
  const rows = [row(64), row(128), row(192)]
  expect(appendRows(rows, [row(128, 7)])).toEqual([row(64), row(128, 7)])
})

test('nothing added changes nothing', () => {
  expect(appendRows([row(64)], [])).toEqual([row(64)])
})

test('a long series is thinned to every second row, and its newest row stays', () => {
  const rows = Array.from({ length: 4000 }, (_, index) => row(index * 64))
  const thinned = appendRows(rows, [row(4000 * 64)])
  expect(thinned).toHaveLength(2001)
  expect([thinned[0], thinned.at(-1)]).toEqual([row(0), row(4000 * 64)])
})

test('a moment is found among a hundred thousand rows', () => {
  const rows = Array.from({ length: 100_000 }, (_, n) => ({ images: n * 64 }))
  expect([placeOf(rows, 0), placeOf(rows, 64), placeOf(rows, 65), placeOf(rows, 1e9)]).toEqual([
    0, 1, 2, 100_000
  ])
  const near = (images: number) => nearestPlace(rows, images)
  expect([near(0), near(70), near(100), near(1e9)]).toEqual([0, 1, 2, 99_999])
  expect([nearestPlace([], 5), nearestPlace([{ images: 9 }], 5)]).toEqual([undefined, 0])
})

test('smoothing is the weighted mean of what came before, by its distance in images', () => {
  const rows = [0, 100, 300, 600].map((images) => ({ images }))
  const values = [4, 1, 7, 2]
  const reach = 200
  const expected = rows.map(({ images }, last) => {
    const weights = rows.slice(0, last + 1).map((row) => Math.exp(-(images - row.images) / reach))
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    return weights.reduce((sum, weight, at) => sum + weight * values[at]!, 0) / total
  })
  const found = smoothed(rows, values, reach)
  found.forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 12))
})

test('smoothing keeps constants, gaps, and with no reach everything', () => {
  const rows = [0, 64, 128].map((images) => ({ images }))
  expect(smoothed(rows, [2, 2, 2], 1000)).toEqual([2, 2, 2])
  expect(smoothed(rows, [2, null, 2], 1000)).toEqual([2, null, 2])
  expect(smoothed(rows, [1, 5, 3], 0)).toEqual([1, 5, 3])
})

test('a thinned curve is smoothed to the same places', () => {
  const rows = Array.from({ length: 2000 }, (_, n) => ({ images: n * 10 }))
  const wave = rows.map(({ images }) => Math.sin(images / 3000))
  const whole = smoothed(rows, wave, 1000)
  const half = smoothed(
    rows.filter((_, n) => n % 2 === 1),
    wave.filter((_, n) => n % 2 === 1),
    1000
  )
  expect(Math.abs(half.at(-1)! - whole.at(-1)!)).toBeLessThan(0.01)
})

test('speed is what was seen over the last seconds', () => {
  // 100 images a second for a minute, then 300.
  const rows = Array.from({ length: 121 }, (_, n) => ({
    images: n <= 60 ? n * 100 : 6000 + (n - 60) * 300,
    seconds: n
  }))
  const speeds = speedsOf(rows)
  expect([speeds[0], speeds[1], speeds[2], speeds[60], speeds[120]]).toEqual([
    undefined,
    undefined,
    100,
    100,
    300
  ])
  expect(speeds[61]!).toBeCloseTo((100 + 300) / 2, 9)
})
