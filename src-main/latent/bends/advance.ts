import { meanOf, orthogonalise } from '../directions/algebra.ts'

/** Slopes of a score at latents, one each: of what a boundary of the generator's early features says. */
export type Slopes = (
  latents: readonly Float32Array[],
  weights: Float32Array
) => readonly ArrayLike<number>[]

/** A direction that is another one at every place: the slope of its score. */
export interface Bend {
  /** Of the generator's early features. */
  weights: Float32Array
  /** Weights of scores that stay what they are along it. */
  against: readonly Float32Array[]
}

// Below this a slope is rounding: the score does not change any more.
const FLAT = 1e-9

/**
 * Moves latents by a length along a bend, taking the slope of the step's middle (the midpoint method). Against
 * others, it is what is left at right angles to their slopes, n1 - (n1 n2) n2, so that their scores stay what
 * they are (Shen et al. 2020, arXiv:1907.10786, section 3.2, at every place anew). A latent where the score is
 * flat, or whose entries are all locked, stays.
 */
export function advance(
  slopes: Slopes,
  bend: Bend,
  latents: readonly Float32Array[],
  by: number,
  locked: readonly number[] = []
): Float32Array[] {
  const half = moved(latents, directionsAt(slopes, bend, latents, locked), by / 2)
  return moved(latents, directionsAt(slopes, bend, half, locked), by)
}

/** The direction of length 1 at each latent; undefined where the score is flat. */
export function directionsAt(
  slopes: Slopes,
  { weights, against }: Bend,
  latents: readonly Float32Array[],
  locked: readonly number[] = []
): (number[] | undefined)[] {
  const free = (slope: ArrayLike<number>): number[] =>
    Array.from(slope, (value, entry) => (locked.includes(entry) ? 0 : value))
  const own = slopes(latents, weights)
  const others = against.map((each) => slopes(latents, each))
  return latents.map((_, at) => {
    const left = orthogonalise(
      free(own[at]!),
      others.map((slope) => free(slope[at]!))
    )
    const length = Math.hypot(...left)
    return length > FLAT ? left.map((value) => value / length) : undefined
  })
}

/** The mean of a bend's directions at latents, of any length up to 1. */
export function meanDirection(
  slopes: Slopes,
  bend: Bend,
  latents: readonly Float32Array[]
): number[] {
  const found = directionsAt(slopes, bend, latents).filter((one) => one !== undefined)
  return found.length > 0 ? meanOf(found) : Array.from(latents[0]!, () => 0)
}

function moved(
  latents: readonly Float32Array[],
  directions: readonly (readonly number[] | undefined)[],
  by: number
): Float32Array[] {
  return latents.map((z, at) => {
    const direction = directions[at]
    return direction ? z.map((value, entry) => value + by * direction[entry]!) : z
  })
}
