import {
  add,
  div,
  mul,
  scalar,
  sqrt,
  square,
  sub,
  type Scalar,
  type Tensor
} from '@tensorflow/tfjs-core'
import { activeRecorder } from './recorder.ts'
import { sizeOf } from './shape.ts'
import type { Variable } from './variable.ts'
import type { Variables } from './variables.ts'

/** Changes variables by their gradients. */
export interface Optimizer {
  /** One update; `rate` is the learning rate of this step, a scalar. */
  apply(gradients: readonly { variable: Variable; gradient: Tensor }[], rate: Scalar): void
}

export interface AdamOptions {
  beta1: number
  beta2: number
}

// Added outside of the root, as the fused update does; the value is the paper's.
const EPSILON = 1e-8

/**
 * Adam (Kingma and Ba 2014, algorithm 1, in the rearranged form of its section 2). Moments and the
 * two powers of beta are variables named after their owner, so a checkpoint holds all of them and
 * resuming is exact. Captured, each update is one fused operation.
 */
export function createAdam(
  state: Variables,
  owner: string,
  variables: readonly Variable[],
  { beta1, beta2 }: AdamOptions
): Optimizer {
  const slot = (variable: Variable, kind: string): Variable =>
    state.create(`${variable.name}/adam_${kind}`, variable.shape, zerosFor(variable))
  const slots = new Map(
    variables.map((variable) => [variable, { m: slot(variable, 'm'), v: slot(variable, 'v') }])
  )
  const power1 = state.create<Scalar>(`${owner}/adam_beta1_power`, [], new Float32Array([beta1]))
  const power2 = state.create<Scalar>(`${owner}/adam_beta2_power`, [], new Float32Array([beta2]))

  return {
    apply(gradients, rate) {
      const powers = [power1.read(), power2.read()] as const
      const recorder = activeRecorder()
      for (const { variable, gradient } of gradients) {
        const { m, v } = slots.get(variable)!
        if (recorder) {
          const inputs = [...powers, rate, scalar(beta1), scalar(beta2), scalar(EPSILON), gradient]
          recorder.applyFused('ResourceApplyAdam', variable, [m, v], inputs)
        } else {
          m.assign(add(mul(m.read(), beta1), mul(gradient, 1 - beta1)))
          v.assign(add(mul(v.read(), beta2), mul(square(gradient), 1 - beta2)))
          const corrected = div(mul(rate, sqrt(sub(1, powers[1]))), sub(1, powers[0]))
          const change = div(mul(corrected, m.read()), add(sqrt(v.read()), EPSILON))
          variable.assign(sub(variable.read(), change))
        }
      }
      power1.assign(mul(powers[0], beta1))
      power2.assign(mul(powers[1], beta2))
    }
  }
}

function zerosFor(variable: Variable): Float32Array {
  return new Float32Array(sizeOf(variable.shape))
}
