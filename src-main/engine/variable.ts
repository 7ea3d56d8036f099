import type { Tensor } from '@tensorflow/tfjs-core'

/** A named array that training changes: a weight, an optimizer's slot, a running average. */
export interface Variable<T extends Tensor = Tensor> {
  readonly name: string
  readonly shape: readonly number[]
  /** The present value; valid until the next `assign`. */
  read(): T
  assign(value: T): void
  /** Moves `value` in without a copy; for whoever computed it elsewhere, such as a fused update. */
  replace(value: T): void
}
