import { clipByValue, type Tensor } from '@tensorflow/tfjs-core'
import type { Variable } from '../../engine/variable.ts'

/** Every entry brought into [-most, most]. */
export function clipped(value: Tensor, most: number): Tensor {
  return clipByValue(value, -most, most)
}

/** Brings every weight there (Arjovsky et al. 2017, arXiv:1701.07875, algorithm 1). */
export function clipWeights(variables: readonly Variable[], most: number): void {
  for (const variable of variables) variable.assign(clipped(variable.read(), most))
}
