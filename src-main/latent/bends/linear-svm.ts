import {
  add,
  addN,
  concat,
  dispose,
  matMul,
  mul,
  norm,
  ones,
  relu,
  split,
  sub,
  sum,
  tensor2d,
  tidy,
  zeros,
  type Tensor2D
} from '@tensorflow/tfjs-core'

/** A linear boundary of rows: weights x + bias, positive for "yes". */
export interface RowBoundary {
  weights: Float32Array
  bias: number
}

/** Of every column; a column that never varies counts as of deviation 1. */
export interface Moments {
  means: Float32Array
  deviations: Float32Array
}

/** Rows of two classes, and which of them each boundary is found on. */
export interface SvmTask {
  /** [N,D], in parts one after another: as one they would be copied. */
  rows: readonly Tensor2D[]
  /** N */
  isYes: readonly boolean[]
  /** N: how much each row's class is to be believed, 0-1; all alike where absent. */
  belief?: ArrayLike<number>
  /** One a boundary, of N each. */
  taken: readonly (readonly boolean[])[]
  /** The boundary is sought for rows that are less these means, divided by these deviations. */
  moments: Moments
  lambda: number
  /** Waited for after each step. */
  afterStep?: (done: number, total: number) => Promise<void> | undefined
}

// More find nothing that holds for other samples.
const STEPS = 300
const POWER_STEPS = 20
// Longer steps than the curvature allows diverge, and the power iteration finds somewhat less than there is.
const CAUTION = 1.1

/**
 * Linear support vector machines with squared hinge loss, by accelerated descent (Nesterov 1983): each the least
 * lambda/2 |w|^2 + mean of c max(0, 1 - y (w x + b))^2 over the rows it takes, where c gives both classes the
 * same weight in all, and a row the more the more it is believed. All are found at once, since reading thousands of rows of thousands of numbers is what
 * takes the time. The boundaries are of the rows as they are. TensorFlow must be started.
 */
export async function trainLinearSvms(task: SvmTask): Promise<RowBoundary[]> {
  const { rows, taken, moments, lambda, afterStep } = task
  const count = task.isYes.length
  const width = rows[0]!.shape[1]
  const all = taken.length
  const y = tensor2d(task.isYes.map((one) => [one ? 1 : -1]))
  const c = tensor2d(sharesOf(task), [count, all])
  const scale = tensor2d(
    moments.deviations.map((value) => 1 / value),
    [width, 1]
  )
  const means = tensor2d(moments.means, [1, width])
  // Of scaled rows, without ever having them: [D,K] and [1,K] to [N,K], and back.
  const scoresOf = (w: Tensor2D, b: Tensor2D): Tensor2D => {
    const scaled = mul(scale, w)
    const products = rows.map((part) => matMul(part, scaled))
    return add(concat(products, 0), sub(b, matMul(means, scaled)))
  }
  const backOf = (slopes: Tensor2D): { w: Tensor2D; b: Tensor2D } => {
    const b = sum(slopes, 0, true) as Tensor2D
    const parts = split(
      slopes,
      rows.map(({ shape }) => shape[0])
    )
    const sums = addN(rows.map((part, at) => matMul(part, parts[at]!, true, false)))
    return { w: mul(scale, sub(sums, matMul(means, b, true, false))), b }
  }
  const rate = tidy(() => {
    // The largest curvature of each, by power iteration on 2 X' C X with a column of ones.
    let w = ones([width, all]) as Tensor2D
    let b = ones([1, all]) as Tensor2D
    let length = ones([1, all]) as Tensor2D
    for (let step = 0; step < POWER_STEPS; step++) {
      const back = backOf(mul(c, scoresOf(w, b)))
      length = norm(concat([back.w, back.b], 0), 2, 0, true) as Tensor2D
      w = back.w.div(length)
      b = back.b.div(length)
    }
    return add(mul(length, 2 * CAUTION), lambda).reciprocal() as Tensor2D
  })
  let at = {
    w: zeros([width, all]) as Tensor2D,
    b: zeros([1, all]) as Tensor2D,
    aheadW: zeros([width, all]) as Tensor2D,
    aheadB: zeros([1, all]) as Tensor2D
  }
  for (let step = 1; step <= STEPS; step++) {
    const { w, b, aheadW, aheadB } = at
    const momentum = step / (step + 3)
    at = tidy(() => {
      const missing = relu(sub(1, mul(y, scoresOf(aheadW, aheadB))))
      const slope = backOf(mul(mul(c, y), mul(missing, -2)))
      const newW = sub(aheadW, mul(rate, add(slope.w, mul(aheadW, lambda)))) as Tensor2D
      const newB = sub(aheadB, mul(rate, slope.b)) as Tensor2D
      return {
        w: newW,
        b: newB,
        aheadW: add(newW, mul(sub(newW, w), momentum)) as Tensor2D,
        aheadB: add(newB, mul(sub(newB, b), momentum)) as Tensor2D
      }
    })
    dispose([w, b, aheadW, aheadB])
    await afterStep?.(step, STEPS)
  }
  const found = tidy(() => {
    const own = mul(scale, at.w) as Tensor2D
    return concat([own, sub(at.b, matMul(means, own)) as Tensor2D], 0).dataSync() as Float32Array
  })
  dispose([y, c, scale, means, rate, ...Object.values(at)])
  return taken.map((_, place) => ({
    weights: Float32Array.from({ length: width }, (_, row) => found[row * all + place]!),
    bias: found[width * all + place]!
  }))
}

// [N,K]: what each row counts to each boundary; 1 in all, half of it for each class.
function sharesOf({ isYes, taken, belief }: SvmTask): Float32Array {
  const shares = new Float32Array(isYes.length * taken.length)
  taken.forEach((takes, place) => {
    const believed = (row: number): number => (takes[row] ? (belief?.[row] ?? 1) : 0)
    const [yes, no] = [true, false].map((wanted) =>
      isYes.reduce((sum, one, row) => (one === wanted ? sum + believed(row) : sum), 0)
    )
    isYes.forEach((one, row) => {
      shares[row * taken.length + place] = (0.5 * believed(row)) / (one ? yes! : no!)
    })
  })
  return shares
}

/** The score of every row of [N,D], in parts, by one boundary. */
export function scoresOf(rows: readonly Tensor2D[], { weights, bias }: RowBoundary): Float32Array {
  return tidy(() => {
    const column = tensor2d(weights, [weights.length, 1])
    const scores = rows.map((part) => matMul(part, column))
    return add(concat(scores, 0), bias).dataSync() as Float32Array
  })
}

// Less is rounding.
const STILL = 1e-4

/** Adds up rows, which lie one behind the other, to the mean and deviation of every column. */
export function createMoments(width: number): {
  add(rows: Float32Array): void
  moments(): Moments
} {
  const [sums, squares] = [new Float64Array(width), new Float64Array(width)]
  let count = 0
  return {
    add(rows) {
      for (let start = 0; start < rows.length; start += width) {
        for (let at = 0; at < width; at++) {
          const value = rows[start + at]!
          sums[at]! += value
          squares[at]! += value * value
        }
      }
      count += rows.length / width
    },
    moments: () => momentsOf(sums, squares, count)
  }
}

function momentsOf(sums: Float64Array, squares: Float64Array, count: number): Moments {
  const means = Float32Array.from(sums, (total) => total / count)
  const deviations = Float32Array.from(squares, (total, at) => {
    const variance = total / count - (sums[at]! / count) ** 2
    return variance > STILL ** 2 ? Math.sqrt(variance) : 1
  })
  return { means, deviations }
}
