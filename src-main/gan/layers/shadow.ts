import type { Tensor } from '@tensorflow/tfjs-core'
import type { Variable } from '../../engine/variable.ts'
import type { Variables } from '../../engine/variables.ts'
import type { WeightSource } from './weights.ts'

/** A network's own variables, some of them seen with other values. */
export interface Shadow {
  /** Gives layers the shadows where `createWeights` gave them the variables themselves. */
  weights: WeightSource
  /** From now on these variables have these values; without them, their own again. */
  cast(values?: ReadonlyMap<string, Tensor>): void
}

/** A shadow of `network`, which has to be there; whatever it keeps of its own accord it keeps in its own. */
export function createShadow(state: Variables, network: string): Shadow {
  let cast: ReadonlyMap<string, Tensor> | undefined
  const shadow = <T extends Tensor>(name: string): Variable<T> => {
    const own = state.find(`${network}/${name}`)! as unknown as Variable<T>
    return { ...own, read: () => (cast?.get(own.name) as T | undefined) ?? own.read() }
  }
  return {
    weights: { normal: shadow, constant: shadow, tracked: shadow, trained: () => [] },
    cast(values) {
      cast = values
    }
  }
}
