import { add, sqrt, square, sum, type Scalar, type Tensor } from '@tensorflow/tfjs-core'

/** Euclidean norm of all entries of some tensors together. */
export function normOf(tensors: readonly Tensor[]): Scalar {
  const squares = tensors.map((each) => sum<Scalar>(square(each)))
  return sqrt(squares.reduce((total, one) => add(total, one)))
}
