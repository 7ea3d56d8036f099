import {
  matMul,
  mean,
  sub,
  tensor2d,
  tidy,
  type Tensor1D,
  type Tensor2D
} from '@tensorflow/tfjs-core'
import { EigenvalueDecomposition, Matrix } from 'ml-matrix'

/** The directions in which rows vary most. */
export interface Components {
  /** Of the rows. */
  mean: Float32Array
  /** Of length 1 and at right angles, the strongest first; each one's largest number is positive. */
  axes: Float32Array[]
  /** Variance along each. */
  variances: number[]
  /** Variance of the rows in all. */
  total: number
}

/**
 * The first `count` principal components of rows of `width` numbers (Pearson 1901), by the eigenvectors of
 * their covariance; a second for 1,000 numbers a row, however many rows. TensorFlow must be started.
 */
export function principalComponents(rows: Float32Array, width: number, count: number): Components {
  const { center, covariance } = moments(rows, width)
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, {
    assumeSymmetric: true
  })
  // Ascending, as the decomposition of a symmetric matrix gives them.
  const strongest = Array.from({ length: Math.min(count, width) }, (_, at) => width - 1 - at)
  return {
    mean: center,
    axes: strongest.map((at) => facing(Float32Array.from(eigenvectorMatrix.getColumn(at)))),
    variances: strongest.map((at) => Math.max(0, realEigenvalues[at]!)),
    total: covariance.trace()
  }
}

/** Where rows lie along the axes: rows x axes. */
export function alongAxes(
  rows: Float32Array,
  { mean, axes }: Pick<Components, 'mean' | 'axes'>
): Float32Array {
  const width = mean.length
  const count = rows.length / width
  const places = new Float32Array(count * axes.length)
  for (let row = 0; row < count; row++) {
    axes.forEach((axis, at) => {
      let sum = 0
      for (let i = 0; i < width; i++) sum += (rows[row * width + i]! - mean[i]!) * axis[i]!
      places[row * axes.length + at] = sum
    })
  }
  return places
}

function moments(rows: Float32Array, width: number): { center: Float32Array; covariance: Matrix } {
  const count = rows.length / width
  const [center, products] = tidy(() => {
    const all = tensor2d(rows, [count, width])
    const center = mean<Tensor1D>(all, 0)
    const centered = sub<Tensor2D>(all, center)
    return [center, matMul<Tensor2D>(centered, centered, true)] as [Tensor1D, Tensor2D]
  }).map((values) => {
    const read = values.dataSync().slice() as Float32Array
    values.dispose()
    return read
  }) as [Float32Array, Float32Array]
  const covariance = Matrix.from1DArray(width, width, products).div(Math.max(1, count - 1))
  return { center, covariance }
}

// An axis has no sign of its own; this one makes it the same wherever it is computed.
function facing(axis: Float32Array): Float32Array {
  const largest = axis.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a))
  return largest < 0 ? axis.map((value) => -value) : axis
}
