import { add, mul, scalar, sub } from '@tensorflow/tfjs-core'
import { attribute } from '../execute.ts'
import { activeRecorder } from '../recorder.ts'
import { createSlots, type OptimizerFactory, type OptimizerOptions } from './optimizer.ts'

/**
 * Gradient descent with momentum (Sutskever et al. 2013, equations 1 and 2): v = momentum v - rate g,
 * w = w + v. With `nesterov` the gradient counts as taken one momentum ahead (its equations 3 and 4,
 * with w standing for the point ahead): w = w + momentum v - rate g with the new v. Momentum 0 is
 * plain descent. Captured, each update is one fused operation.
 */
export const createSgd: OptimizerFactory<Pick<OptimizerOptions, 'momentum' | 'nesterov'>> = (
  state,
  _owner,
  variables,
  { momentum, nesterov }
) => {
  const velocities = createSlots(state, variables, 'sgd_velocity')

  return {
    apply(gradients, rate) {
      const recorder = activeRecorder()
      for (const { variable, gradient } of gradients) {
        const v = velocities.get(variable)!
        if (recorder) {
          const inputs = [rate, gradient, scalar(momentum)]
          const ahead = attribute.bool('use_nesterov', nesterov)
          recorder.applyFused('ResourceApplyKerasMomentum', variable, [v], inputs, [ahead])
        } else {
          const step = mul(rate, gradient)
          v.assign(sub(mul(v.read(), momentum), step))
          const change = nesterov ? sub(mul(v.read(), momentum), step) : v.read()
          variable.assign(add(variable.read(), change))
        }
      }
    }
  }
}
