import { expect, test } from 'vitest'
import { axisTicks, paddedRange } from '../../../src-renderer/parts/plot-ticks.ts'

test('powers of ten where the axis is long, and what lies between where it is short', () => {
  expect(axisTicks(0.001, 1000, 8)).toEqual([0.001, 0.01, 0.1, 1, 10, 100, 1000])
  expect(axisTicks(0.001, 1000, 4)).toEqual([0.001, 0.1, 10, 1000])
  expect(axisTicks(0.1, 10, 8)).toEqual([0.1, 0.2, 0.5, 1, 2, 5, 10])
  expect(axisTicks(3, 60, 5)).toEqual([5, 10, 20, 50])
})

test('where no power of ten is near, evenly spread round values', () => {
  expect(axisTicks(12.2, 14.1, 5)).toEqual([12.5, 13, 13.5, 14])
  expect(axisTicks(0.412, 0.431, 4)).toEqual([0.415, 0.42, 0.425, 0.43])
})

test('never more than fit, never outside, always ascending', () => {
  for (const low of [1e-6, 0.03, 0.9, 4, 77, 5e4]) {
    for (const factor of [1.001, 1.2, 3, 40, 1e5]) {
      for (const most of [2, 4, 8]) {
        const ticks = axisTicks(low, low * factor, most)
        expect(ticks.length, `${low} ${factor} ${most}`).toBeLessThanOrEqual(most + 1)
        expect(ticks.length, `${low} ${factor} ${most}`).toBeGreaterThan(0)
        expect([...ticks].sort((a, b) => a - b)).toEqual(ticks)
        expect(ticks.every((tick) => tick >= low && tick <= low * factor)).toBe(true)
      }
    }
  }
})

test('an axis is a little longer than its values, and there without any', () => {
  expect(paddedRange(null, null)).toEqual([0.1, 1])
  const [low, high] = paddedRange(1, 100)
  expect([low < 1, low > 0.7, high > 100, high < 140]).toEqual([true, true, true, true])
  const [under, over] = paddedRange(5, 5)
  expect(under < 5 && over > 5).toBe(true)
})
