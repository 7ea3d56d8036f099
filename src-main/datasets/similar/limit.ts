import type { Breathe } from '../breathe.ts'
import { readAppearance } from './appearance.ts'
import { areNear, type Places } from './coordinates.ts'
import { createRuler, type Ruler } from './distance.ts'

/** Copies are hardly ever further from each other: 99 % of slight crops and of pictures made 4 times smaller are nearer. */
export const FURTHEST = 0.075
// The limits there are, from that one on: down to 0.01, which rounding alone makes.
const LIMITS = Array.from({ length: 40 }, (_, step) => FURTHEST * 0.95 ** step)

// Up to where neighbours are counted, and a second place nearer by to see how fast they become more.
const REACH = 2 * FURTHEST
const CLOSER = 0.75

// Pictures whose neighbours are counted, and among how many: a second's work.
const SAMPLE = 300
const AMONG = 10_000
// Others that are measured for one of them, each way round; the rest is taken to be like these.
const MOST_MEASURED = 300

// Unrelated pictures within a distance become so many times more, as a power of it, as in a space of so
// many dimensions: 6 for handwritten digits, 11 for drawn faces. Measured where there are enough.
const LEAST_GROWTH = 6
const MOST_GROWTH = 10
const ENOUGH = 30
// Of pictures that belong together, as the frames of a film, at most so many times more are within twice
// a distance.
const FAMILY_GROWTH = 3
// The part of the reported pairs that may be there by chance, by this estimate.
const CHANCE = 0.005

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
  // Pairs within each limit.
  const within = LIMITS.map(() => 0)
  let strangers = 0
  let closer = 0
  for (const picture of sample) {
    // Neighbours of this one, either way round.
    const near: Neighbour[] = []
    for (const mirrored of [false, true]) {
      const before = near.length
      let [looks, measured] = [0, 0]
      let measure: Ruler | undefined
      for (const other of among) {
        looks++
        if (other === picture || !areNear(places, picture, other, mirrored, 2)) continue
        measure ??= createRuler(readAppearance(descriptions[picture]!, mirrored))
        const distance = measure(descriptions[other]!, places.contrasts[other]!)
        if (distance < REACH) near.push({ distance, weight: 1 })
        if (++measured >= MOST_MEASURED) break
      }
      for (const neighbour of near.slice(before)) neighbour.weight = among.length / looks
      await breathe()
    }
    strangers += countStrangers(near, REACH)
    closer += countStrangers(near, REACH * CLOSER)
    for (const [step, limit] of LIMITS.entries()) within[step]! += countWithin(near, limit)
  }
  const growth = closer < ENOUGH ? LEAST_GROWTH : Math.log(strangers / closer) / -Math.log(CLOSER)
  const power = Math.max(LEAST_GROWTH, Math.min(MOST_GROWTH, growth))

  // From the pairs looked at to all, each of which was seen from both sides.
  const share = (sample.length / pictures.length) * (among.length / pictures.length) * 2
  const limit = LIMITS.find((limit, step) => {
    const byChance = (strangers / share) * (limit / REACH) ** power
    return byChance <= Math.max(0.5, (CHANCE * within[step]!) / share)
  })
  return limit ?? LIMITS.at(-1)!
}

interface Neighbour {
  distance: number
  /** How many it stands for. */
  weight: number
}

function countWithin(near: readonly Neighbour[], limit: number): number {
  return near.reduce((sum, { distance, weight }) => sum + (distance < limit ? weight : 0), 0)
}

// Neighbours within a distance, less those that may belong to the picture.
function countStrangers(near: readonly Neighbour[], limit: number): number {
  return Math.max(0, countWithin(near, limit) - FAMILY_GROWTH * countWithin(near, limit / 2))
}

// So many of them, evenly.
function spread(pictures: readonly number[], most: number): readonly number[] {
  if (pictures.length <= most) return pictures
  return Array.from({ length: most }, (_, i) => pictures[Math.floor((i * pictures.length) / most)]!)
}
