import { expect, test } from 'vitest'
import { tallScroll } from '../../../../src-renderer/parts/grid/tall-scroll.ts'

test('a page that fits scrolls as it is', () => {
  expect(tallScroll(2_000_000, 600)).toEqual({ height: 2_000_000, factor: 1 })
})

test('the ends of a taller page are the ends of its scroll bar', () => {
  // Ten million pictures in rows of eight.
  const [total, view] = [1_250_000 * 258, 600]
  const { height, factor } = tallScroll(total, view)
  expect(height).toBeLessThan(17_895_697)
  expect((height - view) * factor).toBeCloseTo(total - view, 3)
})
