import type { Duplicate, ImportReport, Outlier } from '../../../src-main/contract/models.ts'
import { formatCountOf } from '../../format.ts'
import { GAP, OUTLIER, PAIR, inRows } from './card-rows.ts'

/** An exact copy of which both pictures are known, or two that look alike. */
export interface Pair {
  picture: number
  file: string
  of: number
  ofFile: string
  mirrored: boolean
  isExact: boolean
}

/** One row of the report's list. */
export type ReportRow =
  | { kind: 'title'; title: string; words: string }
  | { kind: 'reason'; reason: string; count: number }
  | { kind: 'file'; file: string }
  | { kind: 'lost-copy'; file: string; of: string }
  | { kind: 'pairs'; pairs: Pair[] }
  | { kind: 'outliers'; outliers: Outlier[] }

/** In pixels. */
export const ROW_HEIGHTS: Readonly<Record<ReportRow['kind'], number>> = {
  title: 60,
  reason: 36,
  file: 28,
  'lost-copy': 28,
  pairs: PAIR.height + GAP,
  outliers: OUTLIER.height + GAP
}

/** What an import did, as rows in a room of a width; only what holds the words searched for. */
export function listReport(report: ImportReport, search: string, width: number): ReportRow[] {
  const words = search.trim().toLowerCase()
  const fits = (...texts: string[]): boolean =>
    texts.some((text) => text.toLowerCase().includes(words))
  const rejected = report.rejected.filter(({ file, reason }) => fits(file, reason))
  const notes = (report.notes ?? []).filter(({ file, reason }) => fits(file, reason))
  const copies = report.duplicates.filter(({ file, of }) => fits(file, of))
  const exact = copies.flatMap(toPair)
  const lost = copies.filter((copy) => toPair(copy).length === 0)
  const near = (report.near ?? []).filter(({ file, ofFile }) => fits(file, ofFile))
  // A copy is shown once, beside what it is a copy of.
  const isCopy = Object.fromEntries((report.near ?? []).map(({ picture }) => [picture, true]))
  const outliers = (report.outliers ?? []).filter(
    ({ picture, file }) => !isCopy[picture] && fits(file)
  )

  return [
    ...section(
      rejected,
      `${formatCountOf(rejected.length, 'file')} rejected`,
      'They cannot be used; each with its reason.',
      () => byReason(rejected)
    ),
    ...section(
      copies,
      formatCountOf(copies.length, 'exact copy', 'exact copies'),
      'The same pixels as an earlier picture once they are of one size.',
      () => [
        ...pairRows(exact, width),
        ...lost.map(({ file, of }) => ({ kind: 'lost-copy' as const, file, of }))
      ]
    ),
    ...section(
      near,
      `${formatCountOf(near.length, 'pair')} that look alike`,
      'Encoded anew, resized, cropped or mirrored.',
      () =>
        pairRows(
          near.map((pair) => ({ ...pair, isExact: false })),
          width
        )
    ),
    ...section(
      notes,
      `${formatCountOf(notes.length, 'file')} taken with a note`,
      'They are in, with a reservation.',
      () => byReason(notes)
    ),
    ...section(
      outliers,
      `${formatCountOf(outliers.length, 'picture')} unlike the others`,
      'Strangest first; click to leave out or put back.',
      () =>
        inRows(outliers, OUTLIER.width, width).map((some) => ({ kind: 'outliers', outliers: some }))
    )
  ]
}

/** A sentence on how many of each there are, for a screen reader after a search. */
export function countWords(rows: readonly ReportRow[]): string {
  const titles = rows.flatMap((row) => (row.kind === 'title' ? [row.title] : []))
  return titles.length > 0 ? titles.join(', ') : 'Nothing fits.'
}

function section(
  items: readonly unknown[],
  title: string,
  words: string,
  rows: () => ReportRow[]
): ReportRow[] {
  return items.length > 0 ? [{ kind: 'title', title, words }, ...rows()] : []
}

// The most frequent reason first; files in the order of the source.
function byReason(files: ImportReport['rejected']): ReportRow[] {
  const groups: Record<string, string[]> = {}
  for (const { file, reason } of files) (groups[reason] ??= []).push(file)
  return Object.entries(groups)
    .sort(([, a], [, b]) => b.length - a.length)
    .flatMap(([reason, some]): ReportRow[] => [
      { kind: 'reason', reason, count: some.length },
      ...some.map((file) => ({ kind: 'file' as const, file }))
    ])
}

function pairRows(pairs: readonly Pair[], width: number): ReportRow[] {
  return inRows(pairs, PAIR.width, width).map((some) => ({ kind: 'pairs', pairs: some }))
}

function toPair({ file, of, picture, ofPicture }: Duplicate): Pair[] {
  return picture === undefined || ofPicture === undefined
    ? []
    : [{ picture, file, of: ofPicture, ofFile: of, mirrored: false, isExact: true }]
}
