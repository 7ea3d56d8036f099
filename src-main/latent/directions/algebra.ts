import { StudioError } from '../../contract/errors.ts'

/** Below this length what is left of a unit vector is rounding, and no direction. */
const NOTHING = 1e-3

/** The inner product of two vectors of the same length. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** a + weight b. */
export function plus(a: ArrayLike<number>, weight: number, b: ArrayLike<number>): number[] {
  return Array.from(a, (value, i) => value + weight * b[i]!)
}

/** The mean of one vector or more of the same length. */
export function meanOf(vectors: readonly ArrayLike<number>[]): number[] {
  const zero = new Array<number>(vectors[0]!.length).fill(0)
  return vectors.reduce<number[]>((sum, one) => plus(sum, 1 / vectors.length, one), zero)
}

/**
 * The same direction with length 1. Where the length is next to nothing beside `scale`, the length of what it
 * was made from, or is not finite, throws `direction/nothing` with `why`.
 */
export function unit(vector: readonly number[], why: string, scale = 1): number[] {
  const length = Math.hypot(...vector)
  if (length > NOTHING * scale && Number.isFinite(length)) {
    return vector.map((value) => value / length)
  }
  throw new StudioError('direction/nothing', why)
}

/**
 * What is left of a vector when its parts along others are taken out: n1 - (n1 n2) n2 for one, and for several
 * the same along an orthonormal basis of them (Gram and Schmidt), so that it is at right angles to every one.
 * Others that lie in the span of those before them add nothing.
 */
export function orthogonalise(
  vector: readonly number[],
  others: readonly (readonly number[])[]
): number[] {
  const basis: number[][] = []
  for (const other of others) {
    const left = takeOut(other, basis)
    const length = Math.hypot(...left)
    if (length > NOTHING * Math.hypot(...other)) basis.push(left.map((value) => value / length))
  }
  return takeOut(vector, basis)
}

// Twice, since after the first time as much is left as rounding took (Giraud et al. 2005).
function takeOut(vector: readonly number[], basis: readonly number[][]): number[] {
  const once = (from: readonly number[]): number[] =>
    basis.reduce<number[]>((left, axis) => plus(left, -dot(left, axis), axis), [...from])
  return once(once(vector))
}
