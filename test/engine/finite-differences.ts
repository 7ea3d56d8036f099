import {
  add,
  engine as tfjsEngine,
  mul,
  sum,
  tensor,
  zerosLike,
  type Scalar,
  type Tensor
} from '@tensorflow/tfjs-core'
import { createRandom } from '../../src-main/engine/random.ts'

export type Operation = (...inputs: Tensor[]) => Tensor

/** Seeded normal entries away from zero, so that kinks (ReLU) lie outside of a difference's reach. */
export function randomTensor(shape: number[], seed: number): Tensor {
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1))
  createRandom(seed, 77).fillNormal(values)
  return tensor(
    values.map((value) => value + Math.sign(value) * 0.1),
    shape
  )
}

/** sum(operation(inputs) * weights): a scalar whose gradient shows every entry of the operation. */
export function weighted(operation: Operation, seed: number): Operation {
  return (...inputs) => {
    const value = operation(...inputs)
    return sum(mul(value, randomTensor(value.shape, seed)))
  }
}

/** The gradients of a scalar; zeros for an input that it does not depend on. */
export function gradients(scalarOf: Operation, inputs: Tensor[]): Tensor[] {
  const { grads } = tfjsEngine().gradients(
    () => scalarOf(...inputs) as Scalar,
    inputs,
    undefined,
    true
  )
  return inputs.map((input, index) => grads[index] ?? zerosLike(input))
}

/** The largest difference between the analytic gradient and central differences, relative to its size. */
export function gradientError(scalarOf: Operation, inputs: Tensor[], step = 1e-2): number {
  const analytic = gradients(scalarOf, inputs)
  let worst = 0
  inputs.forEach((input, which) => {
    const values = input.dataSync() as Float32Array
    const numeric = values.map((_, index) => {
      const at = (change: number): number => {
        const moved = values.slice()
        moved[index]! += change
        const changed = inputs.map((other, i) => (i === which ? tensor(moved, input.shape) : other))
        return scalarOf(...changed).dataSync()[0]!
      }
      return (at(step) - at(-step)) / (2 * step)
    })
    const size = Math.max(...numeric.map(Math.abs), 1e-3)
    const found = analytic[which]!.dataSync()
    numeric.forEach((value, index) => {
      worst = Math.max(worst, Math.abs(value - found[index]!) / size)
    })
  })
  return worst
}

/** The same for the second derivative: differences of a weighted sum of the first one. */
export function secondGradientError(operation: Operation, inputs: Tensor[], step = 1e-2): number {
  return gradientError(weightedGradients(operation), inputs, step)
}

/** A weighted sum of an operation's first gradients: a scalar whose gradient is the second one. */
export function weightedGradients(operation: Operation): Operation {
  const first = weighted(operation, 5)
  return (...at) =>
    gradients(first, at)
      .map((gradient, index) => sum(mul(gradient, randomTensor(gradient.shape, 11 + index))))
      .reduce((total, part) => add(total, part))
}
