import { add, div, mul, scalar, sqrt, square, sub } from '@tensorflow/tfjs-core'
import { activeRecorder } from '../recorder.ts'
import { createSlots, type OptimizerFactory, type OptimizerOptions } from './optimizer.ts'

// Stands inside of the root, as in the fused update: 1e-8 once the root is taken, like Adam's. A
// GAN's gradients can be so small that a larger one would be what divides them.
const EPSILON = 1e-16

/**
 * RMSProp (Tieleman and Hinton 2012, lecture 6e): the gradient over the root of its own running mean
 * square, s = decay s + (1 - decay) g^2; then v = momentum v + rate g / sqrt(s + epsilon), w = w - v.
 * The mean square starts at 0. Captured, each update is one fused operation.
 */
export const createRmsprop: OptimizerFactory<
  Pick<OptimizerOptions, 'meanSquareDecay' | 'momentum'>
> = (state, _owner, variables, { meanSquareDecay, momentum }) => {
  const squares = createSlots(state, variables, 'rmsprop_mean_square')
  const velocities = createSlots(state, variables, 'rmsprop_velocity')
  // As in Adam.
  const newest = 1 - Math.fround(meanSquareDecay)

  return {
    apply(gradients, rate) {
      const recorder = activeRecorder()
      for (const { variable, gradient } of gradients) {
        const [s, v] = [squares.get(variable)!, velocities.get(variable)!]
        if (recorder) {
          const constants = [meanSquareDecay, momentum, EPSILON].map((value) => scalar(value))
          const inputs = [rate, ...constants, gradient]
          recorder.applyFused('ResourceApplyRMSProp', variable, [s, v], inputs)
        } else {
          s.assign(add(mul(s.read(), meanSquareDecay), mul(square(gradient), newest)))
          const change = div(mul(rate, gradient), sqrt(add(s.read(), EPSILON)))
          v.assign(add(mul(v.read(), momentum), change))
          variable.assign(sub(variable.read(), v.read()))
        }
      }
    }
  }
}
