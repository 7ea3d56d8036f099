import type { Evaluation } from '../contract/evaluation.ts'
import type { MetricRow } from '../contract/models.ts'
import type { RunConfig } from '../contract/run-config.ts'

/** All that the doctor looks at: what is stored of a run. */
export interface History {
  run: string
  config: RunConfig
  /** Ascending by images; some hundred spread over the run are enough. */
  rows: readonly MetricRow[]
  /** Ascending by images. */
  evaluations: readonly Evaluation[]
  /** Images of the checkpoints there are, ascending. */
  checkpoints: readonly number[]
  /** The sentence it failed with, where numbers were no numbers any more. */
  notFinite?: string
}

/** Rows of the last part of a run, by images seen: from `1 - share` of them on. */
export function lastPart(rows: readonly MetricRow[], share: number): readonly MetricRow[] {
  const from = (1 - share) * (rows.at(-1)?.images ?? 0)
  return rows.filter(({ images }) => images >= from)
}

/** The mean of what is taken from rows. */
export function meanOf(rows: readonly MetricRow[], take: (row: MetricRow) => number): number {
  return rows.reduce((sum, row) => sum + take(row), 0) / rows.length
}

const WINDOWS = 24

/**
 * Images from which on something holds until the end, in means over windows of a 24th of the run, since single
 * rows jump; at least the last window counts.
 */
export function heldSince(
  rows: readonly MetricRow[],
  holds: (mean: (take: (row: MetricRow) => number) => number) => boolean
): number {
  const length = (rows.at(-1)?.images ?? 0) / WINDOWS
  let since = length * (WINDOWS - 1)
  for (let window = WINDOWS - 1; window >= 0; window--) {
    const [from, to] = [window * length, (window + 1) * length]
    const some = rows.filter(({ images }) => images > from && images <= to)
    if (some.length > 0 && !holds((take) => meanOf(some, take))) break
    since = from
  }
  return Math.round(since)
}
