import type { ImportReport } from '../../contract/models.ts'
import { findNearDuplicates, type NearPair } from '../similar/near.ts'
import { findOutliers } from '../similar/outliers.ts'
import type { Gathered } from './gather.ts'

/** Pictures that look like another one, and those that look like none. */
export type Alike = Required<Pick<ImportReport, 'near' | 'nearIncomplete' | 'outliers'>>

// More would only be a list that nobody reads.
const MOST_OUTLIERS = 24

/** Looks at all pictures beside each other but for exact copies, closest first; rejects with the signal's reason. */
export async function findAlike(
  { files, sides, descriptions }: Pick<Gathered, 'files' | 'sides' | 'descriptions'>,
  copies: ReadonlySet<number>,
  signal: AbortSignal | undefined
): Promise<Alike> {
  const near = await findNearDuplicates(descriptions, { signal, excluded: copies })
  const outliers = await findOutliers(descriptions, { most: MOST_OUTLIERS, signal })
  return {
    near: preferLargest(near.pairs, sides)
      .sort((a, b) => a.distance - b.distance || a.picture - b.picture)
      .map((pair) => ({ ...pair, file: files[pair.picture]!, ofFile: files[pair.of]! })),
    nearIncomplete: !near.complete,
    outliers: outliers.map((outlier) => ({ ...outlier, file: files[outlier.picture]! }))
  }
}

/**
 * Makes the largest picture of each group, by the shorter side of its file, the one that the others are
 * like: where only one stays, it should be that. Among equals it is the earliest.
 */
export function preferLargest(pairs: readonly NearPair[], sides: readonly number[]): NearPair[] {
  const largest = new Map<number, number>()
  for (const { picture, of } of pairs) {
    const best = largest.get(of) ?? of
    largest.set(of, sides[picture]! > sides[best]! ? picture : best)
  }
  return pairs.map((pair) => {
    const best = largest.get(pair.of)!
    // The largest changes places with the one it was like.
    return pair.picture === best ? { ...pair, picture: pair.of, of: best } : { ...pair, of: best }
  })
}
