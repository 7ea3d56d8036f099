import { expect, test } from 'vitest'
import { short, thinned } from '../../src-main/reports/page-curves.ts'
import { pageMoments } from '../../src-main/reports/page-grids.ts'
import { writePage } from '../../src-main/reports/page.ts'
import { reportedRun } from './reported.ts'

test('a page tells of runs what differs, and needs no other file', async () => {
  const runs = [
    await reportedRun('a1', 'Quick <b>'),
    await reportedRun('b2', 'Slow', { generatorRate: 1e-4 })
  ]
  const page = writePage('Two rates', runs, '9.9.9')
  expect(page).toContain('Quick &lt;b&gt;')
  expect(page).not.toContain('<b>')
  expect(page).toContain('<tr><td>generatorRate</td><td>0.0002</td><td>0.0001</td></tr>')
  // The settings that are equal stand in the whole list only.
  expect(page.match(/<tr><td>batch<\/td>/g)).toHaveLength(1)
  expect(page).toContain('Healthy so far.')
  expect(page).toContain('0.75 <span class="quiet">(1000 samples, real 0.97)</span>')
  expect(page).toContain('TensorFlow 2.21.0, cpu, 4 threads')
  expect(page.match(/<polyline /g)).toHaveLength(8)
  // Four moments of both.
  expect(page.match(/src="data:image\/png;base64,/g)).toHaveLength(8)
  expect(page).not.toMatch(/https?:|<script|<link/)
  expect(writePage('Two rates', runs, '9.9.9')).toBe(page)
})

test('a curve of a hundred thousand rows is drawn by two thousand, the same each time, to the last', () => {
  const rows = Array.from({ length: 100_000 }, (_, n) => n)
  const kept = thinned(rows)
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([2_000, 0, 99_999])
  expect(thinned(rows)).toEqual(kept)
  expect(new Set(kept).size).toBe(2_000)
})

test.for([
  [0, '0'],
  [0.00012345, '1.23e-4'],
  [0.25, '0.25'],
  [9876, '9880'],
  [123_456, '123k'],
  [2_500_000, '2.5M'],
  [-3e9, '-3G']
] as const)('%f is written as %s', ([value, text]) => {
  expect(short(value)).toBe(text)
})

test('grids stand at the same images seen, as near as there are any', () => {
  expect(pageMoments([0, 90, 210, 400, 800], 400)).toEqual([0, 90, 210, 400])
  expect(pageMoments([50], 400)).toEqual([50])
  expect(pageMoments([], 400)).toEqual([])
})
