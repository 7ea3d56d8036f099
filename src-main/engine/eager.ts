import { tensor, tidy } from '@tensorflow/tfjs-core'
import type { Arrays, Captured, StepFunction } from './capture.ts'
import type { Variables } from './variables.ts'

/**
 * The same functions over the same variables, run operation by operation: what `capture` is compared
 * with in tests and benchmarks.
 */
export function runEagerly<Name extends string>(
  functions: Record<Name, StepFunction>,
  state: Variables
): Captured<Name> {
  const run = (definition: StepFunction, inputs: Arrays): Arrays => {
    const outputs: Arrays = {}
    tidy(() => {
      const tensors = Object.entries(definition.inputs).map(
        ([name, shape]) => [name, tensor(inputs[name]!, [...shape])] as const
      )
      for (const [name, value] of Object.entries(definition.step(Object.fromEntries(tensors)))) {
        outputs[name] = value.dataSync() as Float32Array
      }
    })
    return outputs
  }
  return {
    run: Object.fromEntries(
      Object.entries<StepFunction>(functions).map(([name, definition]) => [
        name,
        (inputs: Arrays) => run(definition, inputs)
      ])
    ) as Captured<Name>['run'],
    read: () =>
      new Map(
        state
          .all()
          .map((variable) => [variable.name, variable.read().dataSync().slice() as Float32Array])
      ),
    write(values) {
      for (const variable of state.all()) {
        const content = values.get(variable.name)
        if (content) variable.replace(tensor(content, [...variable.shape]))
      }
    },
    dispose: () => state.dispose()
  }
}
