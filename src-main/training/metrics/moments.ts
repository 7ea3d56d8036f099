import { Matrix } from 'ml-matrix'
import type { Breathe } from '../../datasets/breathe.ts'
import type { Rows } from './features.ts'

/** Mean and covariance of rows, the covariance over count - 1. */
export interface Moments {
  mean: Float64Array
  /** width x width. */
  covariance: Matrix
}

// Rows between two breaths; with 128 numbers each some milliseconds.
const EVERY = 256

/** The first two moments of some rows, in double precision; of a single row the covariance is 0. */
export async function momentsOf({ width, values }: Rows, breathe: Breathe): Promise<Moments> {
  const count = values.length / width
  const mean = new Float64Array(width)
  for (let i = 0; i < values.length; i++) mean[i % width]! += values[i]! / count
  const sums = new Float64Array(width * width)
  const away = new Float64Array(width)
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < width; i++) away[i] = values[row * width + i]! - mean[i]!
    for (let i = 0; i < width; i++) {
      const one = away[i]!
      for (let j = 0; j <= i; j++) sums[i * width + j]! += one * away[j]!
    }
    if (row % EVERY === 0) await breathe()
  }
  const covariance = Matrix.zeros(width, width)
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      const value = sums[i * width + j]! / Math.max(1, count - 1)
      covariance.set(i, j, value).set(j, i, value)
    }
  }
  return { mean, covariance }
}
