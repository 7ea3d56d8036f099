import type { Standing } from './step/standings.ts'

const COLUMNS: [title: string, cell: (standing: Standing) => string][] = [
  ['contestant', ({ name }) => name],
  ['version', ({ version }) => version],
  [
    'threads',
    ({ threads, interOpThreads: atOnce }) => (atOnce ? `${threads} x ${atOnce}` : `${threads}`)
  ],
  ['median ms', ({ median_ms: ms }) => milliseconds(ms)],
  ['minimum', ({ minimum_ms: ms }) => milliseconds(ms)],
  ['ours / its', ({ ratio }) => ratio?.toFixed(2) ?? 'other mathematics'],
  [
    'losses differ by',
    ({ difference }) => difference.map((value) => value.toExponential(0)).join(' ')
  ]
]

const milliseconds = (ms: number): string => ms.toFixed(ms < 10 ? 2 : 1)

/** Results as a table of text, one line a contestant. */
export function table(standings: readonly Standing[]): string {
  const rows = [
    COLUMNS.map(([title]) => title),
    ...standings.map((standing) => COLUMNS.map(([, cell]) => cell(standing)))
  ]
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd()
    )
    .join('\n')
}
