import { createBreather } from '../breathe.ts'
import { readAppearance } from './appearance.ts'
import { createPlaces, placePicture } from './coordinates.ts'
import { createRuler, distanceOf } from './distance.ts'
import { createGrid } from './grid.ts'
import { chooseLimit, FURTHEST } from './limit.ts'

/** A picture that looks like an earlier one. */
export interface NearPair {
  picture: number
  /** The earlier one. */
  of: number
  /** 0 where they look the same, 1 where they only just count. */
  distance: number
  mirrored: boolean
}

/** What was found. */
export interface NearDuplicates {
  /** In the order of `picture`, each of which is there once. */
  pairs: NearPair[]
  /** False where so many pictures are much alike that not all were compared. */
  complete: boolean
}

/** What surrounds the search. */
export interface NearOptions {
  signal?: AbortSignal | undefined
  /** Pictures to pass over, such as exact copies. */
  excluded?: ReadonlySet<number>
}

// What bounds the work on sets of pictures that are much alike: how many others are looked at and
// measured for each picture, on average over those so far, and for one.
const LOOKS = { each: 1_000, atOnce: 50_000 }
const MEASURED = { each: 30, atOnce: 2_000 }
// What the quick distance may be off by, for pictures that are close.
const SLACK = 1.3
// A copy as near as this, as a part of the limit, need not be looked for in the mirror.
const CLEAR = 0.25

/**
 * Finds pictures that are earlier ones encoded anew, resized, slightly cropped or mirrored, by their
 * descriptions (see `describePicture`). Each is paired with the nearest earlier one that is not itself
 * such a copy: so without them one of each group remains, and nothing that is unlike all that remains is
 * lost. Rejects with the signal's reason.
 */
export async function findNearDuplicates(
  descriptions: readonly Uint8Array[],
  { signal, excluded = new Set() }: NearOptions = {}
): Promise<NearDuplicates> {
  const breathe = createBreather(signal)
  const pictures = descriptions.map((_, picture) => picture).filter((i) => !excluded.has(i))
  const places = createPlaces(descriptions.length)
  for (const picture of pictures) {
    placePicture(places, picture, descriptions[picture]!)
    await breathe()
  }
  const limit = await chooseLimit(descriptions, pictures, places, breathe)

  // Where the limit is low, less can be between copies.
  const originals = createGrid(places, (1 + limit / FURTHEST) / 2)
  const pairs: NearPair[] = []
  let complete = true
  let [looksLeft, measuredLeft] = [LOOKS.atOnce, MEASURED.atOnce]
  for (const picture of pictures) {
    let best: Omit<NearPair, 'picture'> | undefined
    looksLeft += LOOKS.each
    measuredLeft += MEASURED.each
    for (const mirrored of [false, true]) {
      if (best && best.distance < CLEAR * limit) break
      const looks = Math.min(LOOKS.atOnce, looksLeft)
      const found = originals.around(picture, mirrored, looks)
      const near = found.near.slice(0, Math.min(MEASURED.atOnce, measuredLeft))
      looksLeft -= found.looks
      measuredLeft -= near.length
      if (!found.whole || near.length < found.near.length) complete = false
      if (near.length === 0) continue
      const appearance = readAppearance(descriptions[picture]!, mirrored)
      const measure = createRuler(appearance)
      for (const other of near) {
        const nearest: number = best?.distance ?? limit
        if (measure(descriptions[other]!, places.contrasts[other]!) > nearest * SLACK) continue
        const distance = distanceOf(appearance, readAppearance(descriptions[other]!))
        if (distance < nearest) best = { of: other, distance, mirrored }
      }
    }
    if (best) pairs.push({ picture, ...best, distance: best.distance / limit })
    else originals.add(picture)
    await breathe()
  }
  return { pairs, complete }
}
