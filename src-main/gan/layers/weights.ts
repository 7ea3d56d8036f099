import type { Tensor } from '@tensorflow/tfjs-core'
import type { Random } from '../../engine/random.ts'
import { sizeOf } from '../../engine/shape.ts'
import type { Variable } from '../../engine/variable.ts'
import type { Variables } from '../../engine/variables.ts'

/** Where a network's layers take their variables from. */
export interface WeightSource {
  /** Entries drawn from N(0, deviation^2). */
  normal<T extends Tensor>(name: string, shape: readonly number[], deviation: number): Variable<T>
  constant<T extends Tensor>(name: string, shape: readonly number[], value: number): Variable<T>
  /** A value that follows training without being trained, such as a running average. */
  tracked<T extends Tensor>(name: string, shape: readonly number[], value: number): Variable<T>
  /** What has been made so far and is to be trained. */
  trained(): Variable[]
}

/** Makes variables called `<network>/<name>`. */
export function createWeights(state: Variables, network: string, random: Random): WeightSource {
  const trained: Variable[] = []
  const create = <T extends Tensor>(
    name: string,
    shape: readonly number[],
    fill: (values: Float32Array) => void
  ): Variable<T> => {
    const values = new Float32Array(sizeOf(shape))
    fill(values)
    return state.create<T>(`${network}/${name}`, shape, values)
  }
  const kept = <T extends Tensor>(variable: Variable<T>): Variable<T> => {
    trained.push(variable)
    return variable
  }
  return {
    normal: <T extends Tensor>(name: string, shape: readonly number[], deviation: number) =>
      kept(
        create<T>(name, shape, (values) => {
          random.fillNormal(values)
          for (let i = 0; i < values.length; i++) values[i]! *= deviation
        })
      ),
    constant: <T extends Tensor>(name: string, shape: readonly number[], value: number) =>
      kept(create<T>(name, shape, (values) => values.fill(value))),
    tracked: <T extends Tensor>(name: string, shape: readonly number[], value: number) =>
      create<T>(name, shape, (values) => values.fill(value)),
    trained: () => trained
  }
}
