import type { Scalar, Tensor } from '@tensorflow/tfjs-core'
import type { RunConfig } from '../../contract/run-config.ts'
import type { VariableGradient } from '../gradients.ts'
import { sizeOf } from '../shape.ts'
import type { Variable } from '../variable.ts'
import type { Variables } from '../variables.ts'

/** Changes variables by their gradients. */
export interface Optimizer {
  /** One update; `rate` is the learning rate of this step, a scalar. */
  apply(gradients: readonly VariableGradient[], rate: Scalar): void
}

/** The constants of all optimizers as a run's config holds them; each takes its own. */
export type OptimizerOptions = Pick<
  RunConfig,
  'beta1' | 'beta2' | 'meanSquareDecay' | 'momentum' | 'nesterov'
>

/** Makes an optimizer of `variables`; what it keeps between steps are variables of `state`. */
export type OptimizerFactory<Options = OptimizerOptions> = (
  state: Variables,
  /** Whose variables these are, for the names of what is kept once for all of them. */
  owner: string,
  variables: readonly Variable[],
  options: Options
) => Optimizer

/** The variables of one kind, all zero, that an optimizer keeps beside each of its own. */
export function createSlots(
  state: Variables,
  variables: readonly Variable[],
  kind: SlotKind
): ReadonlyMap<Variable, Variable<Tensor>> {
  return new Map(
    variables.map((variable) => {
      const zeros = new Float32Array(sizeOf(variable.shape))
      return [variable, state.create(`${variable.name}/${kind}`, variable.shape, zeros)]
    })
  )
}

/** True of the name of a variable that only training needs. */
export function isOptimizerState(name: string): boolean {
  return /\/(adam|rmsprop|sgd)_\w+$/.test(name)
}

// A checkpoint's names; changing one makes older checkpoints lose what it held.
type SlotKind = `${RunConfig['optimizer']}_${string}`
