import type { MetricRow } from '../../src-main/contract/models.ts'

// More points than any screen is wide, and few enough to redraw several times a second.
const MOST_ROWS = 4_000

/**
 * The rows of a run with new ones at the end. Rows at or beyond the first new one were made before a
 * resume and give way; a long series is thinned to every second row, its last always kept.
 */
export function appendRows(rows: readonly MetricRow[], added: readonly MetricRow[]): MetricRow[] {
  const from = added[0]?.images ?? Infinity
  const kept = rows.at(-1)?.images ?? -1
  const before = kept < from ? rows : rows.filter(({ images }) => images < from)
  const all = [...before, ...added]
  if (all.length <= MOST_ROWS) return all
  return all.filter((_, index) => index % 2 === (all.length - 1) % 2)
}
