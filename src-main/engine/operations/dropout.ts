import { cast, greaterEqual, mul, type Scalar, type Tensor } from '@tensorflow/tfjs-core'
import { withoutGradient } from './differentiable.ts'
import { uniform } from './uniform.ts'

/**
 * Sets a share `rate` of the entries to 0 and scales the rest by 1 / (1 - rate) (Srivastava et al.
 * 2014, section 10). The mask follows from `counter` and `layer` alone, captured as well as eagerly:
 * `counter` is a whole number below 2^24, fed anew at every step from the run's own stream, and
 * `layer` keeps the masks of one step apart.
 */
export function dropout<T extends Tensor>(x: T, rate: number, counter: Scalar, layer: number): T {
  if (rate === 0) return x
  const mask = withoutGradient(() =>
    mul(cast(greaterEqual(uniform(x.shape, counter, layer), rate), 'float32'), 1 / (1 - rate))
  )
  return mul(x, mask)
}
