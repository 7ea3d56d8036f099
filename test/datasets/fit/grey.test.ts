import { expect, test } from 'vitest'
import { isGrey, luma } from '../../../src-main/datasets/fit/grey.ts'

test('rounding leaves a picture grey, a tint does not', () => {
  expect(isGrey(Uint8Array.of(100, 101, 102, 7, 7, 7))).toBe(true)
  expect(isGrey(Uint8Array.of(7, 7, 7, 100, 101, 103))).toBe(false)
})

test('luma is that of BT.601, and grey stays as it is', () => {
  const colours = Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 77, 77, 77, 255, 255, 255)
  expect([...luma(colours)]).toEqual([76, 150, 29, 77, 255])
})
