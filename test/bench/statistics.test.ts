import { expect, it } from 'vitest'
import { drift, median, quantile, rounded, roundRatio } from '../../bench/statistics.ts'

it('the median is the middle one, or the mean of the two in the middle, in any order', () => {
  expect(median([5])).toBe(5)
  expect(median([9, 1, 4])).toBe(4)
  expect(median([10, 9, 1, 4])).toBe(6.5)
  expect(median([])).toBeNaN()
})

it('a quantile is the smallest value that enough others do not exceed', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i)
  expect(quantile(hundred, 0.95)).toBe(95)
  expect(quantile(hundred, 1)).toBe(100)
  expect(quantile(hundred, 0)).toBe(1)
  expect(quantile([7], 0.5)).toBe(7)
})

it('a machine that is slow for a round does not move the ratio', () => {
  const ours = [
    [10, 11, 12],
    [100, 110, 120],
    [10, 11, 12]
  ]
  const theirs = [
    [20, 22, 24],
    [200, 220, 240],
    [20, 22, 24]
  ]
  expect(roundRatio(ours, theirs)).toBe(0.5)
  expect(roundRatio(theirs, ours)).toBe(2)
})

it('the ratio is the median of the rounds, not of the steps', () => {
  expect(roundRatio([[1], [2], [30]], [[2], [2], [10]])).toBe(1)
})

it('a steady leak is told from a chunk that comes once', () => {
  expect(drift([0, 10, 20, 30], [5, 25, 45, 65])).toEqual({ slope: 2, standardError: 0 })
  // Increments a step of 0, 0, 0 and 4: their mean is 1, their variance (1 + 1 + 1 + 9) / 3 = 4.
  expect(drift([0, 10, 20, 30, 40], [7, 7, 7, 7, 47])).toEqual({ slope: 1, standardError: 1 })
})

it('numbers are rounded for tables', () => {
  expect(rounded(1.23456)).toBe(1.23)
  expect(rounded(1.23456, 3)).toBe(1.235)
  expect(rounded(-0.5, 0)).toBe(-0)
})
