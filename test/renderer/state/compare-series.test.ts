import { expect, test } from 'vitest'
import type { Run } from '../../../src-main/contract/models.ts'
import {
  bandOf,
  bySeed,
  imagesAt,
  imagesOn,
  placeOn,
  placesOf,
  resampled,
  secondsAt,
  smoothCurve
} from '../../../src-renderer/state/compare-series.ts'

const CLOCK = [
  { images: 100, seconds: 10 },
  { images: 300, seconds: 20 }
]
const run = { config: { batch: 10, discriminatorSteps: 2 } } as Run

test('a moment of a run lies on every axis, and comes back from there', () => {
  expect(secondsAt(CLOCK, 200)).toBe(15)
  expect(secondsAt(CLOCK, 50)).toBe(5)
  expect(secondsAt(CLOCK, 999)).toBe(20)
  expect(imagesAt(CLOCK, 15)).toBe(200)
  expect(secondsAt([], 5)).toBe(0)
  expect(placeOn('images', run, CLOCK, 200)).toBe(200)
  expect(placeOn('steps', run, CLOCK, 200)).toBe(10)
  expect(placeOn('time', run, CLOCK, 200)).toBe(15)
  for (const axis of ['images', 'steps', 'time'] as const) {
    expect(imagesOn(axis, run, CLOCK, placeOn(axis, run, CLOCK, 250))).toBe(250)
  }
})

test('curves are laid on the same places, within their own ends', () => {
  const one = { at: [0, 10, 20], values: [0, 100, 0] }
  const other = { at: [5, 15], values: [1, 3] }
  const places = placesOf([one, other])
  expect(places).toEqual([0, 5, 10, 15, 20])
  expect(resampled(one, places)).toEqual([0, 50, 100, 50, 0])
  expect(resampled(other, places)).toEqual([undefined, 1, 2, 3, undefined])
  expect(resampled({ at: [], values: [] }, [1])).toEqual([undefined])
  expect(smoothCurve(one, 0)).toEqual(one)
})

test('of many places as many are kept as a screen shows, the ends among them, the same every time', () => {
  const at = Array.from({ length: 100_000 }, (_, place) => place / 7)
  const places = placesOf(
    [
      { at, values: at },
      { at: [3.5], values: [0] }
    ],
    2_000
  )
  expect(places).toHaveLength(2_000)
  expect([places[0], places.at(-1)]).toEqual([0, at.at(-1)])
  expect(
    placesOf(
      [
        { at, values: at },
        { at: [3.5], values: [0] }
      ],
      2_000
    )
  ).toEqual(places)
  expect(places.every((place, index) => index === 0 || place > places[index - 1]!)).toBe(true)
})

test('a band has mean, least and most where every curve is', () => {
  expect(
    bandOf([
      [1, 2, undefined],
      [3, 6, 1]
    ])
  ).toEqual({
    mean: [2, 4, undefined],
    least: [1, 2, undefined],
    most: [3, 6, undefined]
  })
})

test('runs that differ in their seeds alone are together', () => {
  const of = (id: string, seed: number, generatorRate: number, dataset = 'faces') =>
    ({ id, dataset, config: { generatorRate, seed } }) as unknown as Run
  const runs = [of('a', 1, 1e-4), of('b', 1, 2e-4), of('c', 2, 1e-4), of('d', 1, 1e-4, 'digits')]
  expect(bySeed(runs).map((group) => group.map(({ id }) => id))).toEqual([['a', 'c'], ['b'], ['d']])
})
