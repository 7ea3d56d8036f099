import { square, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core'
import { expect } from 'vitest'
import { capture } from '../../../src-main/engine/capture.ts'
import { createVariables } from '../../../src-main/engine/variables.ts'
import {
  gradientError,
  gradients,
  secondGradientError,
  weighted,
  weightedGradients,
  type Operation
} from '../finite-differences.ts'

/** What 32-bit central differences of these sizes can tell apart. */
export const TOLERANCE = 5e-3

/**
 * Holds an operation's first and second derivatives against differences, and value and derivatives of
 * the captured operation against the eager one. It is squared for the second: the gradient of what is
 * linear is constant and would show nothing of its own gradient.
 */
export function expectClosed(operation: Operation, inputs: Tensor[]): void {
  const curved: Operation = (...at) => square(operation(...at))
  expect(gradientError(weighted(operation, 4), inputs)).toBeLessThan(TOLERANCE)
  expect(secondGradientError(curved, inputs)).toBeLessThan(TOLERANCE)
  expectCaptured(
    (...at) => [
      operation(...at),
      ...gradients(weighted(operation, 4), at),
      ...gradients(weightedGradients(curved), at)
    ],
    inputs
  )
}

/** Holds the captured results against the eager ones. */
export function expectCaptured(all: (...inputs: Tensor[]) => Tensor[], inputs: Tensor[]): void {
  const named = (tensors: Tensor[]): Record<string, Tensor> =>
    Object.fromEntries(tensors.map((value, index) => [`t${index}`, value]))
  const shapes = inputs.map((input, index) => [`t${index}`, input.shape] as const)
  const step = (given: Record<string, Tensor>) =>
    named(all(...inputs.map((_, i) => given[`t${i}`]!)))
  const model = capture({ all: { inputs: Object.fromEntries(shapes), step } }, createVariables())
  try {
    const arrays = inputs.map((input, i) => [`t${i}`, input.dataSync() as Float32Array] as const)
    const captured = model.run.all(Object.fromEntries(arrays))
    tidy(() => {
      all(...inputs.map((input) => tensor(input.dataSync(), input.shape))).forEach(
        (value, index) => {
          const eager = value.dataSync()
          const size = Math.max(...eager.map(Math.abs), 1e-6)
          const found = captured[`t${index}`]!
          expect(found.length).toBe(eager.length)
          const worst = found.reduce((most, one, i) => Math.max(most, Math.abs(one - eager[i]!)), 0)
          expect(worst / size, `result ${index}`).toBeLessThan(1e-5)
        }
      )
    })
  } finally {
    model.dispose()
  }
}
