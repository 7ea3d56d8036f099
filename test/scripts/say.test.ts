import { expect, test } from 'vitest'
import { duration, megabytes, progressText } from '../../scripts/lib/say.mjs'

test('progress says share, amounts and the time left', () => {
  expect(progressText('Engine', 68.5e6, 274e6, 10_000)).toBe(
    'Engine ██████░░░░░░░░░░░░░░░░░░  25 %  69 MB of 274 MB, 30 s left'
  )
  // Too early for a guess, and never above the whole.
  expect(progressText('Engine', 0, 274e6, 10)).toBe(
    `Engine ${'░'.repeat(24)}   0 %  0 MB of 274 MB`
  )
  expect(progressText('Engine', 300, 200, 10)).toContain('100 %')
})

test('amounts are short', () => {
  expect([0, 9_940, 42_000, 125_000].map(duration)).toEqual(['0.0 s', '9.9 s', '42 s', '2 min 5 s'])
  expect(megabytes(1_234_567_890)).toBe('1,235 MB')
})
