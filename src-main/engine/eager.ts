import { tensor, tidy, type Tensor } from '@tensorflow/tfjs-core'
import type { Arrays, Captured, StepFunction } from './capture.ts'
import { assertFills, inputOf } from './inputs.ts'
import type { Variables } from './variables.ts'

/**
 * The same functions over the same variables, run operation by operation: what `capture` does with an
 * engine that loads no graphs, and what it is compared with in tests and benchmarks. `state` is taken
 * over as by `capture`.
 */
export function runEagerly<Name extends string>(
  functions: Record<Name, StepFunction>,
  state: Variables
): Captured<Name> {
  const entries = Object.entries<StepFunction>(functions)
  const runs = entries.map(
    ([name, fn]) => [name, (inputs: Arrays) => runFunction(name, fn, inputs)] as const
  )
  return {
    run: Object.fromEntries(runs) as Captured<Name>['run'],
    read: () => new Map(state.all().map((variable) => [variable.name, contentOf(variable.read())])),
    write(values) {
      for (const variable of state.all()) {
        const content = values.get(variable.name)
        if (!content) continue
        assertFills(variable.name, variable.shape, content)
        variable.replace(ownedTensor(variable.shape, content))
      }
    },
    dispose: () => state.dispose()
  }
}

function runFunction(name: string, { inputs: shapes, step }: StepFunction, inputs: Arrays): Arrays {
  const outputs: Arrays = {}
  tidy(() => {
    const tensors = Object.entries(shapes).map(([input, shape]) => {
      const values = inputOf(name, inputs, input)
      assertFills(input, shape, values)
      return [input, ownedTensor(shape, values)] as const
    })
    for (const [output, value] of Object.entries(step(Object.fromEntries(tensors)))) {
      outputs[output] = contentOf(value)
    }
  })
  return outputs
}

// tfjs's JavaScript backend keeps the array that it is given and hands out the one that it keeps:
// copies in and out, so that neither side can change the other.
function ownedTensor(shape: readonly number[], values: Float32Array): Tensor {
  return tensor(values.slice(), [...shape])
}

function contentOf(value: Tensor): Float32Array {
  return value.dataSync().slice() as Float32Array
}
