import type { Breathe } from '../breathe.ts'

/** The directions in which samples vary the most. */
export interface Components {
  mean: Float64Array
  /** Unit vectors, one after another, the most important first. */
  directions: Float64Array
  /** Standard deviation along each. */
  deviations: Float64Array
}

// Each round turns the directions further to the largest; the gaps between them need no more.
const ROUNDS = 20

/**
 * The first principal components of samples, by orthogonal iteration (Golub and Van Loan, Matrix
 * Computations, 8.2.4) from a fixed start.
 */
export async function findComponents(
  samples: readonly Float64Array[],
  count: number,
  breathe: Breathe
): Promise<Components> {
  const length = samples[0]!.length
  const mean = new Float64Array(length)
  for (const sample of samples) sample.forEach((value, i) => (mean[i]! += value / samples.length))
  const centred = samples.map((sample) => sample.map((value, i) => value - mean[i]!))
  const kept = Math.min(count, length)
  // No two rows alike, none with a pattern of the samples.
  let directions = Float64Array.from({ length: kept * length }, (_, i) => Math.sin(i * i + 1))
  let deviations = new Float64Array(kept)
  orthonormalise(directions, length)
  for (let round = 0; round < ROUNDS; round++) {
    await breathe()
    const next = new Float64Array(kept * length)
    for (const sample of centred) {
      for (let at = 0; at < next.length; at += length) {
        let product = 0
        for (let i = 0; i < length; i++) product += directions[at + i]! * sample[i]!
        product /= samples.length
        for (let i = 0; i < length; i++) next[at + i]! += product * sample[i]!
      }
    }
    // A direction times the covariance is as long as the variance along it, once it has settled.
    deviations = orthonormalise(next, length).map(Math.sqrt)
    directions = next
  }
  return { mean, directions, deviations }
}

// Gram and Schmidt, with the length that is left of each row.
function orthonormalise(rows: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const lengths = new Float64Array(rows.length / length)
  for (let at = 0; at < rows.length; at += length) {
    const row = rows.subarray(at, at + length)
    for (let from = 0; from < at; from += length) {
      let product = 0
      for (let i = 0; i < length; i++) product += row[i]! * rows[from + i]!
      for (let i = 0; i < length; i++) row[i]! -= product * rows[from + i]!
    }
    const norm = Math.hypot(...row)
    lengths[at / length] = norm
    for (let i = 0; i < length; i++) row[i]! /= Math.max(norm, Number.MIN_VALUE)
  }
  return lengths
}
