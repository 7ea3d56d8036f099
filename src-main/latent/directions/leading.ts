import {
  matMul,
  mean,
  square,
  sub,
  sum,
  tensor2d,
  tidy,
  type Scalar,
  type Tensor2D
} from '@tensorflow/tfjs-core'
import { Matrix, QrDecomposition } from 'ml-matrix'
import type { Random } from '../../engine/random.ts'
import { alongAxes, principalComponents } from '../components.ts'

/** Where rows lie along the directions in which they vary most. */
export interface Leading {
  /** Rows x count. */
  along: Float32Array
  /** Variance along each, the largest first. */
  variances: number[]
  /** Variance of the rows in all. */
  total: number
}

// Halko, Martinsson and Tropp 2011, algorithm 4.4, for an error next to rounding in all but the last axis.
const SPARE = 8
const ROUNDS = 4

/**
 * The first `count` principal components of rows that are too wide for a covariance: by iterating on a random
 * subspace, a second for 2,000 rows of 8,000 numbers. TensorFlow must be started.
 */
export function leadingComponents(
  rows: Float32Array,
  { width, count }: { width: number; count: number },
  random: Random
): Leading {
  const length = rows.length / width
  const kept = Math.min(count + SPARE, width, length)
  const centered = tidy(() => {
    const all = tensor2d(rows, [length, width])
    return sub<Tensor2D>(all, mean(all, 0))
  })
  try {
    const start = new Float32Array(width * kept)
    random.fillNormal(start)
    let basis: Float32Array = start
    for (let round = 0; round < ROUNDS; round++) {
      const [image] = read(() => {
        const along = matMul<Tensor2D>(centered, tensor2d(basis, [width, kept]))
        return [matMul<Tensor2D>(centered, along, true)]
      })
      basis = orthonormal(image!, width, kept)
    }
    const [along, squares] = read(() => [
      matMul<Tensor2D>(centered, tensor2d(basis, [width, kept])),
      sum<Scalar>(square(centered))
    ])
    const found = principalComponents(along!, kept, count)
    return {
      along: alongAxes(along!, found),
      variances: found.variances,
      total: squares![0]! / Math.max(1, length - 1)
    }
  } finally {
    centered.dispose()
  }
}

function read(compute: () => (Tensor2D | Scalar)[]): Float32Array[] {
  return tidy(compute).map((values) => {
    const numbers = values.dataSync() as Float32Array
    const copy = numbers.slice()
    values.dispose()
    return copy
  })
}

function orthonormal(columns: Float32Array, rows: number, count: number): Float32Array {
  const matrix = Matrix.from1DArray(rows, count, columns)
  return Float32Array.from(new QrDecomposition(matrix).orthogonalMatrix.to1DArray())
}
