import { expect, test } from 'vitest'
import { enlarge } from '../../../src-main/datasets/fit/enlarge.ts'
import { at, draw } from './pictures.ts'

test.each([
  [28, 32],
  [32, 64],
  [20, 64]
])('a slope of %i pixels stays where it is in %i', (from, to) => {
  const slope = draw(from, from, (x, y) => [x * 7, y * 7, 50])
  const larger = enlarge(slope, { width: to, height: to })
  // Away from the edges, where there is nothing to continue the slope.
  for (let place = to >> 2; place < (to * 3) >> 2; place++) {
    const expected = Math.round((((place + 0.5) * from) / to - 0.5) * 7)
    const [red, green, blue] = at(larger, place, place)
    expect(Math.abs(red! - expected)).toBeLessThanOrEqual(1)
    expect([green, blue]).toEqual([red, 50])
  }
})

test('one direction may stay as it is', () => {
  const noise = draw(16, 8, (x, y) => [(x * 37 + y * 101) % 256, (x * 91) % 256, (y * 53) % 256])
  const taller = enlarge(noise, { width: 16, height: 24 })
  // Every third row of the target has its middle on a row of the source.
  for (let row = 0; row < 8; row++) {
    for (let x = 0; x < 16; x++) expect(at(taller, x, row * 3 + 1)).toEqual(at(noise, x, row))
  }
})

test('a line has the weights of Keys’s kernel around it', () => {
  const line = draw(8, 1, (x) => [x === 4 ? 200 : 0, 0, 0])
  const larger = enlarge(line, { width: 16, height: 1 })
  // At distances of 1/4, 1/4 and 3/4: 1.5x³ - 2.5x² + 1; at 5/4 it is negative, which is black.
  const reds = Array.from({ length: 4 }, (_, i) => at(larger, 8 + i, 0)[0])
  expect(reds).toEqual(
    [0.8671875, 0.8671875, 0.2265625, 0].map((weight) => Math.round(200 * weight))
  )
})

test('levels beyond black and white are cut, not turned over', () => {
  const edge = draw(8, 8, (x) => (x < 4 ? [0, 0, 0] : [255, 255, 255]))
  const larger = enlarge(edge, { width: 64, height: 64 })
  expect(Math.max(...Array.from({ length: 28 }, (_, x) => at(larger, x, 30)[0]!))).toBeLessThan(20)
  expect(at(larger, 63, 63)).toEqual([255, 255, 255])
})
