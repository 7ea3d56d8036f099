import { add, mul, sub, type Scalar, type Tensor } from '@tensorflow/tfjs-core'
import type { Variable } from '../../engine/variable.ts'
import type { Variables } from '../../engine/variables.ts'
import type { WeightSource } from './weights.ts'

/** A second set of a network's trained weights, which follows the first slowly. */
export interface Average {
  /** Gives layers the averages where `createWeights` gave them the weights themselves. */
  weights: WeightSource
  /** One step, after the update: average = (1 - share) average + share weight, `share` a scalar. */
  follow(share: Scalar): void
}

/**
 * The exponential moving average of a network's weights (Yazici et al. 2018, arXiv:1806.04498; as used
 * by Karras et al. 2017, arXiv:1710.10196, section 4), in variables `<network>/average/<name>` that
 * start as the weights are. Running moments are shared with the network itself: they are averages of
 * the last steps already.
 */
export function createAverage(state: Variables, network: string): Average {
  const pairs: { weight: Variable; average: Variable }[] = []
  const weightOf = <T extends Tensor>(name: string): Variable<T> =>
    state.find(`${network}/${name}`) as Variable<T>
  const follower = <T extends Tensor>(name: string): Variable<T> => {
    const weight = weightOf(name)
    const values = weight.read().dataSync().slice() as Float32Array
    const average = state.create<T>(`${network}/average/${name}`, weight.shape, values)
    pairs.push({ weight, average: average as Variable })
    return average
  }
  return {
    weights: {
      normal: follower,
      constant: follower,
      tracked: weightOf,
      trained: () => pairs.map(({ average }) => average)
    },
    follow(share) {
      for (const { weight, average } of pairs) {
        const old = average.read()
        average.assign(add(old, mul(sub(weight.read(), old), share)))
      }
    }
  }
}
