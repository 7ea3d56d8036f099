import { engine as tfjsEngine, keep, zeros, type Scalar, type Tensor } from '@tensorflow/tfjs-core'
import type { Variable } from './variable.ts'

export interface VariableGradient {
  variable: Variable
  gradient: Tensor
}

/**
 * The gradient of a loss for some variables. `forward` returns the scalar `loss` and whatever else of
 * the forward pass is worth keeping.
 */
export function gradientsOf<Extra extends Record<string, Tensor>>(
  variables: readonly Variable[],
  forward: () => { loss: Scalar } & Extra
): { loss: Scalar; extra: Omit<Extra, 'loss'>; gradients: VariableGradient[] } {
  const values = variables.map((variable) => variable.read())
  const { gradients, ...rest } = gradientsAt(values, forward)
  return {
    ...rest,
    gradients: variables.map((variable, index) => ({ variable, gradient: gradients[index]! }))
  }
}

/** The same for tensors that are no variables, such as latents or pictures; a gradient each. */
export function gradientsAt<Extra extends Record<string, Tensor>>(
  values: readonly Tensor[],
  forward: () => { loss: Scalar } & Extra
): { loss: Scalar; extra: Omit<Extra, 'loss'>; gradients: Tensor[] } {
  let extra: Record<string, Tensor> = {}
  const { value, grads } = tfjsEngine().gradients(
    () => {
      const { loss, ...rest } = forward()
      // tfjs tidies the forward pass away; these survive until the caller's own tidy.
      extra = Object.fromEntries(
        Object.entries(rest).map(([name, kept]) => [name, keep(kept as Tensor)])
      )
      return loss
    },
    [...values],
    undefined,
    true
  )
  const tracked = Object.entries(extra).map(([name, kept]) => {
    const copy = kept.clone()
    kept.dispose()
    return [name, copy] as const
  })
  return {
    loss: value as Scalar,
    extra: Object.fromEntries(tracked) as Omit<Extra, 'loss'>,
    // tfjs has none where the loss does not depend on a value, as a penalty does not on a bias.
    gradients: values.map(({ shape }, index) => grads[index] ?? zeros([...shape]))
  }
}
