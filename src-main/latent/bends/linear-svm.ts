import {
  add,
  dispose,
  matMul,
  maximum,
  mean,
  mul,
  reshape,
  scalar,
  sqrt,
  sub,
  sum,
  tensor1d,
  tensor2d,
  tidy,
  type Rank,
  type Scalar,
  type Tensor1D,
  type Tensor2D
} from '@tensorflow/tfjs-core'

/** A linear boundary of rows: weights x + bias, positive for "yes". */
export interface RowBoundary {
  weights: Float32Array
  bias: number
}

// More find nothing that holds for other samples.
const STEPS = 300

/**
 * The linear support vector machine with squared hinge loss, by accelerated descent (Nesterov 1983): the least
 * lambda/2 |w|^2 + mean of c max(0, 1 - y (w x + b))^2, where c gives both classes the same weight in all. Made
 * for thousands of rows of thousands of numbers, which take seconds; rows should have deviations of about 1.
 * TensorFlow must be started.
 */
export function trainLinearSvm(
  rows: Tensor2D,
  isYes: readonly boolean[],
  lambda: number
): RowBoundary {
  const [count, width] = rows.shape
  const yes = isYes.filter(Boolean).length
  const signs = isYes.map((one) => (one ? 1 : -1))
  const shares = isYes.map((one) => count / 2 / (one ? yes : count - yes))
  const y = tensor1d(signs)
  const c = tensor1d(shares)
  const curvature = tidy(() => largestCurvature(rows, c).dataSync()[0]! + lambda)
  let [w, b] = [tensor2d(new Float32Array(width), [width, 1]), scalar(0)]
  let [aheadW, aheadB] = [w.clone(), b.clone()] as [Tensor2D, Scalar]
  for (let step = 1; step <= STEPS; step++) {
    const next = tidy(() => {
      const scores = add(reshape(matMul(rows, aheadW), [count]), aheadB) as Tensor1D
      const missing = maximum(sub(1, mul(y, scores)), 0)
      const slope = mul(mul(c, mul(y, missing)), -2 / count) as Tensor1D
      const slopeW = add(
        matMul(rows, reshape<Rank.R2>(slope, [count, 1]), true, false),
        mul(aheadW, lambda)
      )
      const newW = sub(aheadW, mul(slopeW, 1 / curvature)) as Tensor2D
      const newB = sub(aheadB, mul(sum(slope), 1 / curvature)) as Scalar
      const momentum = step / (step + 3)
      return {
        w: newW,
        b: newB,
        aheadW: add(newW, mul(sub(newW, w), momentum)) as Tensor2D,
        aheadB: add(newB, mul(sub(newB, b), momentum)) as Scalar
      }
    })
    dispose([w, b, aheadW, aheadB])
    w = next.w
    b = next.b
    aheadW = next.aheadW
    aheadB = next.aheadB
  }
  const boundary = { weights: w.dataSync() as Float32Array, bias: b.dataSync()[0]! }
  dispose([w, b, aheadW, aheadB, y, c])
  return boundary
}

const POWER_STEPS = 20

// Of 2/n X' C X with a column of ones, by power iteration, and somewhat more: too long a step diverges.
function largestCurvature(rows: Tensor2D, shares: Tensor1D): Scalar {
  const [count, width] = rows.shape
  let [v, bias] = [tensor2d(new Float32Array(width).fill(width ** -0.5), [width, 1]), scalar(1)]
  let size = scalar(1) as Scalar
  for (let step = 0; step < POWER_STEPS; step++) {
    const image = mul(add(reshape(matMul(rows, v), [count]), bias), shares) as Tensor1D
    const back = matMul(rows, reshape<Rank.R2>(image, [count, 1]), true, false)
    const backBias = sum(image)
    size = sqrt(add(sum(mul(back, back)), mul(backBias, backBias)))
    v = mul(back, 1 / size.dataSync()[0]!) as Tensor2D
    bias = mul(backBias, 1 / size.dataSync()[0]!) as Scalar
  }
  return mul(size, (2 / count) * 1.1)
}

/** Scores of rows, positive for "yes". */
export function scoresOf(rows: Tensor2D, { weights, bias }: RowBoundary): Float32Array {
  return tidy(
    () => add(matMul(rows, tensor2d(weights, [weights.length, 1])), bias).dataSync() as Float32Array
  )
}

/** Mean and deviation of every column; a column that never varies counts as of deviation 1. */
export function columnMoments(rows: Tensor2D): { means: Float32Array; deviations: Float32Array } {
  return tidy(() => {
    const means = mean(rows, 0)
    const apart = sub(rows, means)
    const deviations = sqrt(mean(mul(apart, apart), 0)).dataSync() as Float32Array
    return {
      means: means.dataSync() as Float32Array,
      deviations: deviations.map((value) => (value > 1e-4 ? value : 1))
    }
  })
}
