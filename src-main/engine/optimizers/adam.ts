import { add, div, mul, scalar, sqrt, square, sub, type Scalar } from '@tensorflow/tfjs-core'
import { activeRecorder } from '../recorder.ts'
import { createSlots, type OptimizerFactory, type OptimizerOptions } from './optimizer.ts'

// Added outside of the root, as the fused update does; the value is the paper's.
const EPSILON = 1e-8

/**
 * Adam (Kingma and Ba 2014, algorithm 1, in the rearranged form of its section 2). Moments and the
 * two powers of beta are variables named after their owner, so a checkpoint holds all of them and
 * resuming is exact. Captured, each update is one fused operation.
 */
export const createAdam: OptimizerFactory<Pick<OptimizerOptions, 'beta1' | 'beta2'>> = (
  state,
  owner,
  variables,
  { beta1, beta2 }
) => {
  const means = createSlots(state, variables, 'adam_m')
  const squares = createSlots(state, variables, 'adam_v')
  const power1 = state.create<Scalar>(`${owner}/adam_beta1_power`, [], new Float32Array([beta1]))
  const power2 = state.create<Scalar>(`${owner}/adam_beta2_power`, [], new Float32Array([beta2]))
  // From the betas as 32 bits hold them, like the fused update's: near 1 the difference shows.
  const [new1, new2] = [1 - Math.fround(beta1), 1 - Math.fround(beta2)]

  return {
    apply(gradients, rate) {
      const powers = [power1.read(), power2.read()] as const
      const recorder = activeRecorder()
      for (const { variable, gradient } of gradients) {
        const [m, v] = [means.get(variable)!, squares.get(variable)!]
        if (recorder) {
          const inputs = [...powers, rate, scalar(beta1), scalar(beta2), scalar(EPSILON), gradient]
          recorder.applyFused('ResourceApplyAdam', variable, [m, v], inputs)
        } else {
          m.assign(add(mul(m.read(), beta1), mul(gradient, new1)))
          v.assign(add(mul(v.read(), beta2), mul(square(gradient), new2)))
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
