import type { NearPair } from '../../src-main/datasets/similar/near.ts'
import type { ChangeName } from './changes.ts'

/** A picture of the set that was searched. */
export interface Item {
  /** Number of the original it shows. */
  original: number
  /** What was done to it; absent for originals themselves. */
  change?: ChangeName
}

/** How right a search was. */
export interface Verdict {
  /** Copies found, of all. */
  recall: number
  /** Reported pairs that are not of different pictures. */
  precision: number
  pairs: number
  falsePairs: number
  /** Pairs of different originals that belong together, such as views of one object. */
  related: number
  /** Copies found, of each kind. */
  recallOf: Partial<Record<ChangeName, number>>
}

/**
 * Compares the pairs with the truth. A copy is found where it is reported with its original, another
 * copy of that, or, where the original was itself reported, with what that was reported with.
 */
export function judge(
  items: readonly Item[],
  pairs: readonly Pick<NearPair, 'picture' | 'of'>[],
  areRelated: (a: number, b: number) => boolean
): Verdict {
  const reported = new Map(pairs.map(({ picture, of }) => [picture, of]))
  const places = new Map<number, number>()
  items.forEach(({ original, change }, place) => {
    if (change === undefined) places.set(original, place)
  })
  const tallies = new Map<ChangeName, { found: number; all: number }>()
  let [falsePairs, related] = [0, 0]
  items.forEach(({ original, change }, place) => {
    const of = reported.get(place)
    const shown = of === undefined ? undefined : items[of]!.original
    const found =
      of !== undefined && (shown === original || reported.get(places.get(original)!) === of)
    if (shown !== undefined && shown !== original) {
      if (areRelated(original, shown)) related++
      else falsePairs++
    }
    if (change === undefined) return
    const tally = tallies.get(change) ?? { found: 0, all: 0 }
    tallies.set(change, tally)
    tally.all++
    if (found) tally.found++
  })
  const [found, all] = [...tallies.values()].reduce(
    ([sum, total], tally) => [sum + tally.found, total + tally.all],
    [0, 0]
  )
  return {
    recall: all > 0 ? found / all : 1,
    precision: pairs.length > 0 ? 1 - falsePairs / pairs.length : 1,
    pairs: pairs.length,
    falsePairs,
    related,
    recallOf: Object.fromEntries([...tallies].map(([name, { found, all }]) => [name, found / all]))
  }
}
