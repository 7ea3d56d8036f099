import type { Tensor } from '@tensorflow/tfjs-core'
import { StudioError } from '../../contract/errors.ts'

/** Checks a shape at a network's door; null stands for any size. Throws `gan/shape`. */
export function assertShape(x: Tensor, expected: readonly (number | null)[], what: string): void {
  const fits =
    x.shape.length === expected.length &&
    expected.every((size, axis) => size === null || size === x.shape[axis])
  if (!fits) {
    const shown = expected.map((size) => size ?? '?').join(', ')
    throw new StudioError('gan/shape', `${what} must be [${shown}], not [${x.shape.join(', ')}].`)
  }
}
