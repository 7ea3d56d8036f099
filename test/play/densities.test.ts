import { expect, it } from 'vitest'
import {
  jensenShannon,
  middles,
  normalShare,
  quantiles,
  sharesAlong,
  sharesOf
} from '../../src-main/play/densities.ts'

const LINE = { dims: 1, reach: 2, count: 4 } as const
const SQUARE = { dims: 2, reach: 1, count: 2 } as const

it('counts points in places, by rows from the lower left, and beyond them last', () => {
  expect([...middles(LINE)]).toEqual([-1.5, -0.5, 0.5, 1.5])
  expect([...middles(SQUARE)]).toEqual([-0.5, -0.5, 0.5, -0.5, -0.5, 0.5, 0.5, 0.5])
  expect([...sharesOf(Float32Array.of(-1.9, 0.1, 0.2, 9), LINE)]).toEqual([0.25, 0, 0.5, 0, 0.25])
  const points = Float32Array.of(-0.5, -0.5, 0.5, -0.5, 0.5, -0.1, 0.5, 0.9, 5, 0)
  expect([...sharesOf(points, SQUARE)].map((share) => share.toFixed(1))).toEqual([
    '0.2',
    '0.4',
    '0.0',
    '0.2',
    '0.2'
  ])
})

it('spreads equal shares between neighbours of a curve, backwards too', () => {
  const close = (found: Float64Array, wanted: number[]): void =>
    found.forEach((share, at) => expect(share).toBeCloseTo(wanted[at]!, 6))
  close(sharesAlong(Float32Array.of(-1.9999999, 1.9999999), LINE), [0.25, 0.25, 0.25, 0.25, 0])
  close(sharesAlong(Float32Array.of(1, -1, -1), LINE), [0, 0.75, 0.25, 0, 0])
  close(sharesAlong(Float32Array.of(0.5, 3), LINE), [0, 0, 0, 0, 1])
})

it('finds the density of a normal distribution to a hundredth from its quantiles', () => {
  const line = quantiles('normal', 2_500)
  const shares = sharesAlong(line, { dims: 1, reach: 4, count: 80 })
  for (let cell = 10; cell < 70; cell++) {
    const x = -4 + (cell + 0.5) * 0.1
    const wanted = Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI)
    expect(Math.abs(shares[cell]! / 0.1 - wanted)).toBeLessThan(0.01)
  }
  expect(normalShare(1.959964)).toBeCloseTo(0.975, 6)
  expect([...quantiles('uniform', 4)]).toEqual([-0.75, -0.25, 0.25, 0.75])
})

it('measures a divergence of 0 between equals and of ln 2 between strangers', () => {
  expect(jensenShannon([0.5, 0.5], [0.5, 0.5])).toBe(0)
  expect(jensenShannon([1, 0], [0, 1])).toBeCloseTo(Math.LN2, 12)
  // KL((1,0) ‖ (3/4,1/4)) / 2 + KL((1/2,1/2) ‖ (3/4,1/4)) / 2
  const wanted = (Math.log(4 / 3) + 0.5 * Math.log(2 / 3) + 0.5 * Math.log(2)) / 2
  expect(jensenShannon([1, 0], [0.5, 0.5])).toBeCloseTo(wanted, 12)
})
