import type { MetricRow } from '../../src-main/contract/models.ts'

// More points than any screen is wide, and few enough to redraw several times a second.
const MOST_ROWS = 4_000

// A speed over less time than this says more about single steps than about the run.
const LEAST_SECONDS = 2

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

/** The place of the first row at or after a moment, of rows ascending by images; their number after the last. */
export function placeOf(rows: readonly { images: number }[], images: number): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (rows[middle]!.images < images) low = middle + 1
    else high = middle
  }
  return low
}

/** The place of the row nearest to a moment; undefined where there are no rows. */
export function nearestPlace(
  rows: readonly { images: number }[],
  images: number
): number | undefined {
  const after = placeOf(rows, images)
  const [left, right] = [rows[after - 1], rows[after]]
  if (!left) return right && after
  return right && right.images - images <= images - left.images ? after : after - 1
}

/**
 * Values averaged over what lies before them, weighted by exp(-distance / reach) in images seen. Weighted
 * by distance and not by row, a curve looks the same however its rows are thinned. A reach of 0 changes
 * nothing; gaps stay gaps.
 */
export function smoothed(
  rows: readonly { images: number }[],
  values: readonly (number | null)[],
  reach: number
): (number | null)[] {
  if (reach <= 0) return [...values]
  let [sum, weight, at] = [0, 0, 0]
  return values.map((value, place) => {
    if (value === null) return null
    const { images } = rows[place]!
    const left = Math.exp(-(images - at) / reach)
    sum = sum * left + value
    weight = weight * left + 1
    at = images
    return sum / weight
  })
}

/**
 * Images per second at each row, over the last hundredth of the time and at least 2 s; undefined until
 * so much has passed.
 */
export function speedsOf(
  rows: readonly Pick<MetricRow, 'images' | 'seconds'>[]
): (number | undefined)[] {
  const reach = Math.max(LEAST_SECONDS, (rows.at(-1)?.seconds ?? 0) / 100)
  let from = 0
  return rows.map(({ images, seconds }, place) => {
    while (from + 1 < place && rows[from + 1]!.seconds <= seconds - reach) from++
    const first = rows[from]!
    const passed = seconds - first.seconds
    return passed < reach ? undefined : (images - first.images) / passed
  })
}
