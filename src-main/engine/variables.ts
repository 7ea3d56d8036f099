import { keep, tensor, type Tensor } from '@tensorflow/tfjs-core'
import { StudioError } from '../contract/errors.ts'
import { activeRecorder } from './recorder.ts'
import type { Variable } from './variable.ts'

/** All variables of one model, by name. */
export interface Variables {
  /** Makes a variable; `shape` in elements, `values` row-major. Throws `engine/variable-exists`. */
  create<T extends Tensor>(
    name: string,
    shape: readonly number[],
    values: Float32Array
  ): Variable<T>
  all(): Variable[]
  find(name: string): Variable | undefined
  dispose(): void
}

/** Makes an empty set of variables. */
export function createVariables(): Variables {
  const byName = new Map<string, Variable & { dispose(): void }>()
  return {
    create<T extends Tensor>(name: string, shape: readonly number[], values: Float32Array) {
      if (byName.has(name)) {
        throw new StudioError('engine/variable-exists', `There already is a variable "${name}".`)
      }
      const variable = createVariable<T>(name, shape, values)
      byName.set(name, variable as unknown as Variable & { dispose(): void })
      return variable
    },
    all: () => [...byName.values()],
    find: (name) => byName.get(name),
    dispose() {
      for (const variable of byName.values()) variable.dispose()
      byName.clear()
    }
  }
}

function createVariable<T extends Tensor>(
  name: string,
  shape: readonly number[],
  values: Float32Array
): Variable<T> & { dispose(): void } {
  let current = keep(tensor(values, [...shape], 'float32')) as T
  const variable: Variable<T> & { dispose(): void } = {
    name,
    shape,
    read() {
      activeRecorder()?.read(variable, current)
      return current
    },
    assign(value) {
      activeRecorder()?.assign(variable, value)
      variable.replace(value.clone() as T)
    },
    replace(value) {
      const old = current
      current = keep(value)
      old.dispose()
    },
    dispose: () => current.dispose()
  }
  return variable
}
