import { createBreather } from '../breathe.ts'
import { learnMeasure } from './features.ts'

/** A picture unlike the others. */
export interface Stranger {
  picture: number
  /** How many times further from its neighbours than usual. */
  score: number
}

/** Settings of the search, and what surrounds it. */
export interface OutlierOptions {
  /** The longest list to give. */
  most: number
  signal?: AbortSignal | undefined
}

// With fewer pictures there is no saying what is usual.
const FEWEST = 20
// Pictures by which all are judged.
const REFERENCE = 1_000
// A picture's neighbours are this part of the reference, so that a small group of strangers, such as
// blank frames, does not count as each other's company.
const NEIGHBOURS = 0.05
// So many deviations above the median, of the logarithm of the distance to the neighbours: of
// 100,000 pictures whose distances spread normally three are so far out.
const DEVIATIONS = 4
// Where the last tenth of a normal distribution begins, in deviations.
const NORMAL_90 = 1.2816
// Where all distances are much the same, one must yet be so many times the median to stand out.
const LEAST_SCORE = 2

/**
 * Finds the pictures that are least like the others by their descriptions, strangest first: those whose
 * distance to their nearest neighbours stands out from that of all pictures; none where none does.
 * Rejects with the signal's reason.
 */
export async function findOutliers(
  descriptions: readonly Uint8Array[],
  { most, signal }: OutlierOptions
): Promise<Stranger[]> {
  if (descriptions.length < FEWEST) return []
  const breathe = createBreather(signal)
  const step = Math.max(1, descriptions.length / REFERENCE)
  const reference: Uint8Array[] = []
  for (let at = 0; at < descriptions.length; at += step) {
    reference.push(descriptions[Math.floor(at)]!)
  }
  const measure = await learnMeasure(reference, breathe)
  await breathe()
  const others = reference.map(measure)
  await breathe()
  const neighbours = Math.ceil(others.length * NEIGHBOURS)

  const distances = new Float64Array(others.length)
  const logarithms = new Float64Array(descriptions.length)
  for (const [picture, description] of descriptions.entries()) {
    const own = measure(description)
    for (const [i, other] of others.entries()) {
      let sum = 0
      for (let j = 0; j < own.length; j++) sum += (own[j]! - other[j]!) ** 2
      distances[i] = sum
    }
    // Copies of one picture are at no distance at all.
    logarithms[picture] = Math.log(Math.max(1e-6, smallest(distances, neighbours))) / 2
    await breathe()
  }

  const sorted = logarithms.slice().sort()
  const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))]!
  const middle = at(0.5)
  // Of the side in question: how near the nearest pictures are to each other says nothing.
  const deviation = (at(0.9) - middle) / NORMAL_90
  const threshold = Math.max(DEVIATIONS * deviation, Math.log(LEAST_SCORE))
  const strangers: Stranger[] = []
  for (const [picture, logarithm] of logarithms.entries()) {
    if (logarithm - middle > threshold) {
      strangers.push({ picture, score: Math.exp(logarithm - middle) })
    }
  }
  return strangers.sort((a, b) => b.score - a.score || a.picture - b.picture).slice(0, most)
}

// The so-manieth smallest of some numbers, which are put in another order: quickselect, Hoare (1961).
function smallest(values: Float64Array, place: number): number {
  let [low, high] = [0, values.length - 1]
  while (low < high) {
    const pivot = values[(low + high) >> 1]!
    let [i, j] = [low, high]
    while (i <= j) {
      while (values[i]! < pivot) i++
      while (values[j]! > pivot) j--
      if (i <= j) {
        const swapped = values[i]!
        values[i++] = values[j]!
        values[j--] = swapped
      }
    }
    if (place - 1 <= j) high = j
    else if (place - 1 >= i) low = i
    else break
  }
  return values[place - 1]!
}
