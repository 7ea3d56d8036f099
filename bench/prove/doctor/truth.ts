import { openCache } from '../../../src-main/datasets/cache.ts'
import { itemBytes } from '../../../src-main/datasets/forms/bytes.ts'
import type { DataName } from './plan.ts'

/** What is true of a model by its pixels alone, which the doctor never looks at. */
export interface Truth {
  /** Share of modes with at least a quarter of the samples that they have of the real pictures. */
  covered: number
  /** Median distance of samples to the nearest of some real pictures, over the same of other real ones. */
  distance: number
  /** Share of samples nearer to a picture it learned than half the usual distance between two of them. */
  copied: number
}

// Most modes are there, and samples are not far further from real pictures than these from each other.
const LEAST_COVERED = 0.7
// Points and the frames of a film lie closer to each other than anything learned comes to them.
const MOST_DISTANCE: Record<DataName, number> = { digits: 1.6, avatars: 1.6, objects: 6, ring: 6 }

/** Whether a run is well by what is true of its last checkpoint, `pictures` being those it learned where not all. */
export function isWell({ truth, failure, plan }: Judgeable): boolean {
  if (failure || !truth) return false
  const { covered, distance } = truth
  // Nearer to those that it learned than other real pictures are: it copies them (arXiv:2004.05675).
  const copies = plan.pictures !== undefined && distance < 1
  return covered >= LEAST_COVERED && distance <= MOST_DISTANCE[plan.data] && !copies
}

interface Judgeable {
  plan: { data: DataName; pictures?: number }
  truth?: Truth
  failure?: object
}

const NEIGHBOURS = 5
const LEAST_SHARE = 0.25
const KNOWN = 1500

/** Compares samples, bytes as in the cache, with real pictures by their pixels; `learned` are those trained on where not all are. */
export function tellTruth(
  samples: readonly Uint8Array[],
  cacheFolder: string,
  attribute: string,
  learned: readonly number[] | undefined
): Truth {
  const cache = openCache(cacheFolder)
  const length = itemBytes(cache)
  const picture = (at: number): Uint8Array => {
    const bytes = new Uint8Array(length)
    cache.read([at], bytes)
    return bytes
  }
  // Spread over the whole set, which may be sorted.
  const numbers = (count: number, of: number, offset = 0): number[] =>
    Array.from({ length: Math.min(count, of) }, (_, at) =>
      Math.min(of - 1, Math.floor(((at + offset) * of) / Math.min(count, of)))
    )
  // Of a small set half, so that others are left to compare with.
  const known = learned ?? numbers(Math.min(KNOWN, Math.floor(cache.count / 2)), cache.count)
  const others = numbers(500, cache.count, 0.5).filter((at) => !known.includes(at))
  const knownPictures = known.map(picture)
  const labels = known.map((at) => cache.labels(at)[attribute] ?? '')

  const nearest = samples.map((sample) => nearestOf(sample, knownPictures))
  // A set may have the same picture several times.
  const usual = others
    .map((at) => nearestOf(picture(at), knownPictures)[0]!.distance)
    .filter((distance) => distance > 0)
  const among = knownPictures.map((one, at) =>
    Math.min(
      ...knownPictures.map((other, place) => (place === at ? Infinity : squares(one, other)))
    )
  )
  cache.close()
  const shares = new Map<string, number>()
  for (const label of labels) shares.set(label, (shares.get(label) ?? 0) + 1 / labels.length)
  const drawn = new Map<string, number>()
  for (const found of nearest) {
    const label = vote(found.map(({ at }) => labels[at]!))
    drawn.set(label, (drawn.get(label) ?? 0) + 1 / samples.length)
  }
  const modes = [...shares]
  const limit = median(among.map(Math.sqrt)) / 2
  return {
    covered:
      modes.filter(([label, share]) => (drawn.get(label) ?? 0) >= LEAST_SHARE * share).length /
      modes.length,
    distance: median(nearest.map(([first]) => first!.distance)) / median(usual),
    copied: nearest.filter(([first]) => first!.distance < limit).length / samples.length
  }
}

function nearestOf(sample: Uint8Array, known: readonly Uint8Array[]) {
  return known
    .map((one, at) => ({ at, distance: Math.sqrt(squares(sample, one)) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, NEIGHBOURS)
}

function squares(a: Uint8Array, b: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2
  return sum
}

function vote(labels: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0]
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}
