import {
  add,
  div,
  matMul,
  mul,
  norm,
  reshape,
  sum,
  type Rank,
  type Scalar,
  type Tensor,
  type Tensor2D
} from '@tensorflow/tfjs-core'
import { withoutGradient } from '../../engine/operations/differentiable.ts'
import type { Variable } from '../../engine/variable.ts'
import type { Mode } from './batch-norm.ts'
import type { WeightSource } from './weights.ts'

// Keeps a vector of zeros from becoming a division by zero.
const EPSILON = 1e-12

/**
 * Spectral normalisation (Miyato et al. 2018, arXiv:1802.05957, algorithm 1): reads `weight` over its
 * largest singular value, seen as a matrix [all other axes, last axis]. The value is estimated by one
 * step of power iteration a call from a tracked vector `<name>/u`; gradients take the singular vectors
 * u and v for constants, as the paper does. `train` iterates, `train-and-track` also keeps u, `sample`
 * uses the one that was kept.
 */
export function createSpectralNorm<T extends Tensor>(
  weights: WeightSource,
  name: string,
  weight: Variable<T>
): (mode: Mode) => T {
  const columns = weight.shape.at(-1)!
  // Any start will do that is not at a right angle to the singular vector; random weights see to it.
  const kept = weights.tracked<Tensor2D>(`${name}/u`, [columns, 1], columns ** -0.5)

  return (mode) => {
    const value = weight.read()
    const matrix = reshape<Rank.R2>(value, [-1, columns])
    const v = withoutGradient(() => unit(matMul<Tensor2D>(matrix, kept.read())))
    const u =
      mode === 'sample'
        ? kept.read()
        : withoutGradient(() => unit(matMul<Tensor2D>(matrix, v, true)))
    if (mode === 'train-and-track') kept.assign(u)
    const largest = sum<Scalar>(mul(v, matMul(matrix, u)))
    return div(value, largest)
  }
}

function unit(vector: Tensor2D): Tensor2D {
  return div(vector, add(norm(vector), EPSILON))
}
