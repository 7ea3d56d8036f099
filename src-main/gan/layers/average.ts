import { add, mul, sub, type Scalar, type Tensor } from '@tensorflow/tfjs-core'
import type { Variable } from '../../engine/variable.ts'
import type { Variables } from '../../engine/variables.ts'
import type { WeightSource } from './weights.ts'

/** A second set of a network's variables, which follows the first slowly. */
export interface Average {
  /** Gives layers the averages where `createWeights` gave them the variables themselves. */
  weights: WeightSource
  /** One step, after the update: average = (1 - share) average + share value, `share` a scalar. */
  follow(share: Scalar): void
}

/**
 * The exponential moving average of a network (Yazici et al. 2018, arXiv:1806.04498; as used by Karras
 * et al. 2017, arXiv:1710.10196, section 4), in variables `<network>/average/<name>` that start as the
 * network is. Running moments are averaged like the weights: taken from the network as it is now, they
 * would not be those of the averaged weights, and pictures would be up to twice as far from what the
 * average draws with the moments of a large batch (measured on a fast-moving generator at 32 px).
 */
export function createAverage(state: Variables, network: string): Average {
  const pairs: { value: Variable; average: Variable }[] = []
  const follower = <T extends Tensor>(name: string): Variable<T> => {
    const value = state.find(`${network}/${name}`)!
    const start = value.read().dataSync().slice() as Float32Array
    const average = state.create<T>(`${network}/average/${name}`, value.shape, start)
    pairs.push({ value, average: average as Variable })
    return average
  }
  return {
    // Nothing of an average is trained.
    weights: { normal: follower, constant: follower, tracked: follower, trained: () => [] },
    follow(share) {
      for (const { value, average } of pairs) {
        const old = average.read()
        average.assign(add(old, mul(sub(value.read(), old), share)))
      }
    }
  }
}
