import type { Arrays, StepFunction } from '../../src-main/engine/capture.ts'
import type { Random } from '../../src-main/engine/random.ts'
import type { Variables } from '../../src-main/engine/variables.ts'

/** What every contestant is told of a case, in whatever language it is written. */
export interface CaseSettings {
  /** Which networks and step, by the name under which a contestant finds them. */
  network: string
  batch: number
  latent: number
  rate: number
  beta1: number
  beta2: number
  /** Steps that are timed together, where one alone is over too soon; 1 unless told. */
  inARow?: number
  [more: string]: number | string | undefined
}

/** A case's step with fresh weights in `state`, not yet captured. */
export interface BuiltCase {
  train: StepFunction
  state: Variables
  /** Inputs that stay the same, such as learning rates. */
  constants: Arrays
}

/** A training step that is timed. */
export interface StepCase {
  name: string
  title: string
  settings: CaseSettings
  /** `plain` leaves out the penalties of a case that has some. */
  build(options: { plain: boolean }): BuiltCase
  /** One batch: the inputs of the step that change, by name, with their shapes. */
  batch(random: Random): Record<string, { shape: readonly number[]; values: Float32Array }>
  /** Multiplications and additions of matrix products and convolutions in one step. */
  flops: number
  /** Thread counts among which each contestant takes its best; all the threads unless told. */
  threadCounts?: readonly number[]
}
