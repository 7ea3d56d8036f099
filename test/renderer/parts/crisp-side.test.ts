import { expect, test } from 'vitest'
import { crispSide } from '../../../src-renderer/parts/crisp-side.ts'

test('a picture is as large as fits in whole multiples, and never larger than its room', () => {
  expect([crispSide(64, 600), crispSide(64, 391), crispSide(16, 391)]).toEqual([576, 384, 384])
  expect(crispSide(512, 391)).toBe(391)
  // Before the room is known.
  expect(crispSide(64, 0)).toBe(64)
})
