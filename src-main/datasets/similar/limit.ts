import type { Breathe } from '../breathe.ts'
import { readAppearance } from './appearance.ts'
import { areNear, type Places } from './coordinates.ts'
import { createRuler, type Ruler } from './distance.ts'

/** Copies are hardly ever further from each other: 99 % of slight crops and of pictures made 4 times smaller are nearer. */
export const FURTHEST = 0.075
// Rounding alone makes so much of a difference.
const NEAREST = 0.01

// Up to where neighbours are counted, and a second place nearer by to see how fast they become more.
const REACH = 2 * FURTHEST
const CLOSER = 0.75

// Pictures whose neighbours are counted, and among how many: a second's work.
const SAMPLE = 300
const AMONG = 10_000
// Others that are measured for one of them, each way round; the rest is taken to be like these.
const MOST_MEASURED = 500

// Unrelated pictures within a distance become so many times more, as a power of it, as in a space of so
// many dimensions: 6 for handwritten digits, 11 for drawn faces. Measured where there are enough.
const LEAST_GROWTH = 6
const MOST_GROWTH = 10
const ENOUGH = 30
// Of pictures that belong together, as the frames of a film, at most so many times more are within twice
// a distance.
const FAMILY_GROWTH = 3
// The part of the reported pairs that may be there by chance, by this estimate.
const CHANCE = 0.003

/**
 * How near to each other two of these pictures must be for one to be a copy of the other. In a set of
 * pictures that are much alike some are near each other by chance; how many is estimated from the number
 * of neighbours within twice `FURTHEST`, and the limit is set so low that hardly any of them remain.
 */
export async function chooseLimit(
  descriptions: readonly Uint8Array[],
  pictures: readonly number[],
  places: Places,
  breathe: Breathe
): Promise<number> {
  const sample = spread(pictures, SAMPLE)
  const among = spread(pictures, AMONG)
  const found: { distance: number; weight: number }[] = []
  let strangers = 0
  let closer = 0
  for (const picture of sample) {
    for (const mirrored of [false, true]) {
      const distances: number[] = []
      let [looks, measured] = [0, 0]
      let measure: Ruler | undefined
      for (const other of among) {
        looks++
        if (other === picture || !areNear(places, picture, other, mirrored, 2)) continue
        measure ??= createRuler(readAppearance(descriptions[picture]!, mirrored))
        const distance = measure(descriptions[other]!, places.contrasts[other]!)
        if (distance < REACH) distances.push(distance)
        if (++measured >= MOST_MEASURED) break
      }
      const weight = among.length / looks
      strangers += countStrangers(distances, REACH) * weight
      closer += countStrangers(distances, REACH * CLOSER) * weight
      for (const distance of distances) if (distance < FURTHEST) found.push({ distance, weight })
      await breathe()
    }
  }
  const growth = closer < ENOUGH ? LEAST_GROWTH : Math.log(strangers / closer) / -Math.log(CLOSER)
  const power = Math.max(LEAST_GROWTH, Math.min(MOST_GROWTH, growth))

  // From the pairs looked at to all, each of which was seen from both sides.
  const share = (sample.length / pictures.length) * (among.length / pictures.length) * 2
  found.sort((a, b) => b.distance - a.distance)
  let within = found.reduce((sum, { weight }) => sum + weight, 0)
  let further = 0
  let limit = FURTHEST
  for (; limit > NEAREST; limit *= 0.95) {
    const byChance = (strangers / share) * (limit / REACH) ** power
    while (further < found.length && found[further]!.distance >= limit) {
      within -= found[further++]!.weight
    }
    if (byChance <= Math.max(0.5, (CHANCE * within) / share)) break
  }
  return limit
}

// Neighbours within a distance, less those that may belong to the picture.
function countStrangers(distances: readonly number[], within: number): number {
  const count = (limit: number) => distances.filter((distance) => distance < limit).length
  return Math.max(0, count(within) - FAMILY_GROWTH * count(within / 2))
}

// So many of them, evenly.
function spread(pictures: readonly number[], most: number): readonly number[] {
  if (pictures.length <= most) return pictures
  return Array.from({ length: most }, (_, i) => pictures[Math.floor((i * pictures.length) / most)]!)
}
