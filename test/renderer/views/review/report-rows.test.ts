import { expect, test } from 'vitest'
import type { ImportReport } from '../../../../src-main/contract/models.ts'
import { countWords, listReport } from '../../../../src-renderer/views/review/report-rows.ts'

const near = (picture: number) => ({
  picture,
  of: 0,
  file: `near ${picture}.png`,
  ofFile: '0.png',
  distance: 0.1,
  mirrored: picture === 5
})

const REPORT: ImportReport = {
  dataset: 'set',
  imported: 6,
  rejected: [
    { file: 'a.png', reason: 'It is cut off.' },
    { file: 'b.txt', reason: 'It is text.' },
    { file: 'c.txt', reason: 'It is text.' }
  ],
  duplicates: [
    { file: 'copy.png', of: '0.png', picture: 3, ofPicture: 0 },
    { file: 'old copy.png', of: '1.png' }
  ],
  near: [near(4), near(5), near(6)],
  outliers: [{ picture: 2, file: '2.png', score: 3 }],
  notes: [{ file: 'x.gif', reason: 'Its first frame was taken.' }],
  upscaled: 0,
  imagesPerSecond: 1,
  seconds: 1
}

const kinds = (search: string, width: number): string[] =>
  listReport(REPORT, search, width).map(({ kind }) => kind)

test('the commonest reason is first, pairs stand side by side, strays are last', () => {
  const rows = listReport(REPORT, '', 740)
  expect(rows.map((row) => ('reason' in row ? row.reason : row.kind))).toEqual([
    'title',
    'It is text.',
    'file',
    'file',
    'It is cut off.',
    'file',
    'title',
    'pairs',
    'lost-copy',
    'title',
    'pairs',
    'pairs',
    'title',
    'Its first frame was taken.',
    'file',
    'title',
    'outliers'
  ])
  const pairs = rows.flatMap((row) => (row.kind === 'pairs' ? [row.pairs] : []))
  expect(pairs.map((some) => some.map(({ picture }) => picture))).toEqual([[3], [4, 5], [6]])
})

test('a narrow room has one card in a row', () => {
  expect(kinds('near', 100).filter((kind) => kind === 'pairs')).toHaveLength(3)
})

test('a search holds for files and reasons, and says what is left', () => {
  expect(kinds('TEXT', 740)).toEqual(['title', 'reason', 'file', 'file'])
  expect(countWords(listReport(REPORT, 'text', 740))).toBe('2 files rejected')
  expect(countWords(listReport(REPORT, 'no such word', 740))).toBe('Nothing fits.')
})
