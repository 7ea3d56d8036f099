import { expect, test } from 'vitest'
import type { MetricRow } from '../../../src-main/contract/models.ts'
import { appendRows } from '../../../src-renderer/state/series.ts'

const row = (images: number, generatorLoss = 1): MetricRow => ({
  images,
  seconds: images / 100,
  generatorLoss,
  discriminatorLoss: 1,
  realAccuracy: 0.5,
  fakeAccuracy: 0.5
})

test('new rows follow the old ones', () => {
  expect(appendRows([row(64)], [row(128), row(192)])).toEqual([row(64), row(128), row(192)])
})

test('rows made again after a resume replace those made before it', () => {
  const rows = [row(64), row(128), row(192)]
  expect(appendRows(rows, [row(128, 7)])).toEqual([row(64), row(128, 7)])
})

test('nothing added changes nothing', () => {
  expect(appendRows([row(64)], [])).toEqual([row(64)])
})

test('a long series is thinned to every second row, and its newest row stays', () => {
  const rows = Array.from({ length: 4000 }, (_, index) => row(index * 64))
  const thinned = appendRows(rows, [row(4000 * 64)])
  expect(thinned).toHaveLength(2001)
  expect([thinned[0], thinned.at(-1)]).toEqual([row(0), row(4000 * 64)])
})
