import { clipByValue } from '@tensorflow/tfjs-core'
import type { Variable } from '../../engine/variable.ts'

/** Brings every weight into [-most, most] (Arjovsky et al. 2017, arXiv:1701.07875, algorithm 1). */
export function clipWeights(variables: readonly Variable[], most: number): void {
  for (const variable of variables) variable.assign(clipByValue(variable.read(), -most, most))
}
