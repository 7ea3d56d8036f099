import type { RunConfig } from '../../contract/run-config.ts'
import type { Variable } from '../variable.ts'
import type { Variables } from '../variables.ts'
import { createAdam } from './adam.ts'
import type { Optimizer, OptimizerFactory, OptimizerOptions } from './optimizer.ts'
import { createRmsprop } from './rmsprop.ts'
import { createSgd } from './sgd.ts'

/** One line an optimizer. */
export const OPTIMIZERS = {
  adam: createAdam,
  rmsprop: createRmsprop,
  sgd: createSgd
} satisfies Record<RunConfig['optimizer'], OptimizerFactory>

/** The optimizer that a config names, for the variables of `owner`. */
export function createOptimizer(
  config: OptimizerOptions & Pick<RunConfig, 'optimizer'>,
  state: Variables,
  owner: string,
  variables: readonly Variable[]
): Optimizer {
  return OPTIMIZERS[config.optimizer](state, owner, variables, config)
}
