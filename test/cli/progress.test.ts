import { expect, test } from 'vitest'
import { formatDuration, progressLine } from '../../src-main/cli/progress.ts'

test.each([
  [0, '0 s'],
  [89.4, '89 s'],
  [90, '2 min'],
  [754, '13 min'],
  [3_600, '1 h'],
  [4_800, '1 h 20 min']
])('%d s is told as %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text)
})

test('the bar has a percentage and the time left, and fits the terminal', () => {
  expect([
    progressLine('faces', 410, 1_000, 720, 80),
    progressLine('faces', 3, 0, undefined, 80),
    progressLine('faces', 1, 2, 9, 20)
  ]).toEqual([
    'faces  ██████████░░░░░░░░░░░░░░  41 %  12 min left',
    'faces …',
    'faces  ████████████'
  ])
})
