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
  [more: string]: number | string
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
  build(): BuiltCase
  /** One batch: the inputs of the step that change, by name, with their shapes. */
  batch(random: Random): Record<string, { shape: readonly number[]; values: Float32Array }>
  /** Multiplications and additions of matrix products and convolutions in one step. */
  flops: number
}
