import {
  add,
  div,
  type Scalar,
  type Tensor,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import type { InputShapes, StepFunction } from '../../engine/capture.ts'
import type { Level } from '../levels.ts'
import { normOf } from './norm.ts'

/** One level's step. */
export interface LevelStep {
  level: Level
  step: StepFunction
}

const NORMS = ['generatorGradient', 'discriminatorGradient']

/**
 * The steps of all levels as one, each on its own part of the batch, so that they learn at the same time and
 * independently. Losses and accuracies are means of the levels', norms of gradients those of all together.
 */
export function together(
  steps: readonly LevelStep[],
  whole: { real: readonly number[]; latents: readonly number[] }
): StepFunction {
  const inputs: InputShapes = Object.assign({}, ...steps.map(({ step }) => step.inputs), whole)
  return {
    inputs,
    step: (given: Record<string, Tensor>) => {
      const batch = { real: given['real'] as Tensor4D, latents: given['latents'] as Tensor2D }
      const told = steps.map(({ level, step }) => step.step({ ...given, ...level.learn(batch) }))
      return Object.fromEntries(
        Object.keys(told[0]!).map((name) => {
          const values = told.map((each) => each[name] as Scalar)
          return [name, NORMS.includes(name) ? normOf(values) : meanOf(values)]
        })
      )
    }
  }
}

/** The mean of some scalars. */
export function meanOf(values: readonly Scalar[]): Scalar {
  const sum = values.reduce((total, one) => add(total, one))
  return values.length === 1 ? sum : div(sum, values.length)
}
