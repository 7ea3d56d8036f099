import { expect, test } from 'vitest'
import { neighbourhood } from '../../src-main/contract/neighbourhood.ts'

test('a neighbour is z at no distance, the draw at all of it, and as long as either between', () => {
  const z = [3, 0, 4]
  const draw = [0, 5, 0]
  expect(neighbourhood(z, [draw], 0, [])).toEqual([z])
  expect(neighbourhood(z, [draw], 1, [])).toEqual([draw])
  const [between] = neighbourhood(z, [draw], 0.6, [])
  expect(between!.map((value) => Number(value.toFixed(12)))).toEqual([2.4, 3, 3.2])
  // At a right angle to each other, so lengths add up as squares do.
  expect(Math.hypot(...between!)).toBeCloseTo(5, 12)
})

test('locked dimensions stay, and 32-bit vectors stay such', () => {
  const [found] = neighbourhood(Float32Array.of(1, 2), [Float32Array.of(5, 6)], 1, [1])
  expect(found).toEqual(Float32Array.of(5, 2))
})
