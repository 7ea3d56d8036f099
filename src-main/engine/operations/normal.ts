import { cos, log, mul, sqrt, sub, type Scalar, type Tensor } from '@tensorflow/tfjs-core'
import { withoutGradient } from './differentiable.ts'
import { uniform } from './uniform.ts'

/**
 * Standard normal numbers of a shape, by Box and Muller (1958) from the draws 2 place and 2 place + 1 of
 * `uniform`; like these they follow from `counter` and `place` alone.
 */
export function normal<T extends Tensor>(
  shape: readonly number[],
  counter: Scalar,
  place: number
): T {
  return withoutGradient(() => {
    // 1 - u keeps the logarithm finite.
    const radius = sqrt(mul(log(sub(1, uniform<T>(shape, counter, 2 * place))), -2))
    return mul(radius, cos(mul(uniform<T>(shape, counter, 2 * place + 1), 2 * Math.PI)))
  })
}
