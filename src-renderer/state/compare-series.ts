import { imagesPerStep } from '../../src-main/contract/images-per-step.ts'
import type { Run } from '../../src-main/contract/models.ts'
import { smoothed } from './series.ts'

/** What curves of several runs are drawn over. */
export const COMPARE_AXES = ['images', 'steps', 'time'] as const
export type CompareAxis = (typeof COMPARE_AXES)[number]

/** Images seen and seconds trained at moments of a run, ascending. */
export type Clock = readonly { images: number; seconds: number }[]

/** A curve over any axis: places ascending, and a finite value at each. */
export interface Curve {
  at: readonly number[]
  values: readonly number[]
}

/** The mean of some curves where all of them are, and how far apart they lie there. */
export interface Band {
  mean: (number | undefined)[]
  least: (number | undefined)[]
  most: (number | undefined)[]
}

// More than any screen is wide.
const MOST_PLACES = 2_000

/** The seconds that a run had trained when it had seen so many images, between two rows in proportion. */
export function secondsAt(clock: Clock, images: number): number {
  return between(clock, images, 'images', 'seconds')
}

/** The opposite of `secondsAt`. */
export function imagesAt(clock: Clock, seconds: number): number {
  return between(clock, seconds, 'seconds', 'images')
}

/** Where a moment of a run lies on an axis. */
export function placeOn(
  axis: CompareAxis,
  { config }: Pick<Run, 'config'>,
  clock: Clock,
  images: number
): number {
  if (axis === 'images') return images
  return axis === 'steps' ? images / imagesPerStep(config) : secondsAt(clock, images)
}

/** Images that a run had seen at a place of an axis; the opposite of `placeOn`. */
export function imagesOn(
  axis: CompareAxis,
  { config }: Pick<Run, 'config'>,
  clock: Clock,
  place: number
): number {
  if (axis === 'images') return place
  return axis === 'steps' ? place * imagesPerStep(config) : imagesAt(clock, place)
}

/** A curve averaged over what lies before each place, as `smoothed` does it. */
export function smoothCurve({ at, values }: Curve, reach: number): Curve {
  const places = at.map((images) => ({ images }))
  return { at, values: smoothed(places, values, reach) as number[] }
}

/**
 * The places at which some curves are drawn: all of their own, or where these are more than a screen is wide as
 * many spread evenly among them, the first and last always. The same curves give the same places.
 */
export function placesOf(curves: readonly Curve[], most = MOST_PLACES): number[] {
  const all = [...new Set(curves.flatMap(({ at }) => at))].sort((a, b) => a - b)
  if (all.length <= most) return all
  return Array.from(
    { length: most },
    (_, place) => all[Math.round((place * (all.length - 1)) / (most - 1))]!
  )
}

/** A curve at other places, between its own in proportion; undefined outside its ends. */
export function resampled(
  { at, values }: Curve,
  places: readonly number[]
): (number | undefined)[] {
  let next = 0
  return places.map((place) => {
    while (next < at.length && at[next]! < place) next++
    if (at[next] === place) return values[next]
    if (next === 0 || next === at.length) return undefined
    const share = (place - at[next - 1]!) / (at[next]! - at[next - 1]!)
    return values[next - 1]! + share * (values[next]! - values[next - 1]!)
  })
}

/** Mean, least and most of curves at the same places; undefined where one of them is missing. */
export function bandOf(curves: readonly (readonly (number | undefined)[])[]): Band {
  const band: Band = { mean: [], least: [], most: [] }
  for (let place = 0; place < (curves[0]?.length ?? 0); place++) {
    const values = curves.map((curve) => curve[place])
    const isWhole = values.every((value) => value !== undefined)
    band.mean.push(
      isWhole ? values.reduce((sum, value) => sum + value, 0) / values.length : undefined
    )
    band.least.push(isWhole ? Math.min(...values) : undefined)
    band.most.push(isWhole ? Math.max(...values) : undefined)
  }
  return band
}

/** Runs of the same data and settings but for the seed, in their order. */
export function bySeed<One extends Pick<Run, 'dataset' | 'config'>>(runs: readonly One[]): One[][] {
  const groups = new Map<string, One[]>()
  for (const run of runs) {
    const settings = Object.entries(run.config).filter(([key]) => key !== 'seed')
    const key = JSON.stringify([run.dataset, ...settings.sort()])
    groups.set(key, [...(groups.get(key) ?? []), run])
  }
  return [...groups.values()]
}

type ClockKey = keyof Clock[number]

// Before the first row at its own pace from nothing; after the last nothing more has happened.
function between(clock: Clock, value: number, from: ClockKey, to: ClockKey): number {
  const next = clock.findIndex((row) => row[from] >= value)
  const after = next < 0 ? clock.length : next
  const right = clock[after]
  const left = clock[after - 1] ?? { images: 0, seconds: 0 }
  if (!right) return left[to]
  const span = right[from] - left[from]
  return span > 0 ? left[to] + ((value - left[from]) / span) * (right[to] - left[to]) : right[to]
}
