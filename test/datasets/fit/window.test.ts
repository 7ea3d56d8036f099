import { expect, test } from 'vitest'
import { cropWindow } from '../../../src-main/datasets/fit/window.ts'
import { draw } from './pictures.ts'

const GREY = [120, 120, 120]
// Fine detail in saturated skin colours, near the right end of a flat strip.
const strip = draw(300, 60, (x, y) =>
  x >= 220 && x < 270 ? ((x + y) % 3 === 0 ? [230, 120, 90] : [150, 60, 40]) : GREY
)

test('the middle begins at the lower half', async () => {
  expect(
    await cropWindow(
      draw(41, 20, () => GREY),
      'centre'
    )
  ).toEqual({
    left: 10,
    top: 0,
    width: 20,
    height: 20
  })
})

test.each(['attention', 'entropy'] as const)('%s finds what stands out', async (fit) => {
  const { left, top, width, height } = await cropWindow(strip, fit)
  expect([top, width, height]).toEqual([0, 60, 60])
  expect(left).toBeGreaterThan(200)
  expect(left).toBeLessThanOrEqual(240)
})

test('attention also looks from top to bottom', async () => {
  const tall = draw(60, 300, (x, y) => [
    ...strip.pixels.subarray((x * 300 + y) * 3, (x * 300 + y) * 3 + 3)
  ])
  const { left, top } = await cropWindow(tall, 'attention')
  expect(left).toBe(0)
  expect(top).toBeGreaterThan(200)
})

test.each(['pad', 'stretch'] as const)('%s takes all', async (fit) => {
  expect(await cropWindow(strip, fit)).toEqual({ left: 0, top: 0, width: 300, height: 60 })
})

test('a strip of one row has a window of one pixel', async () => {
  const line = draw(10_000, 1, (x) => [x % 256, 0, 0])
  for (const fit of ['centre', 'attention', 'entropy'] as const) {
    const { left, ...rest } = await cropWindow(line, fit)
    expect(rest).toEqual({ top: 0, width: 1, height: 1 })
    expect(left).toBeLessThan(10_000)
  }
})
