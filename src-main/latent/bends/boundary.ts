import { div, gather, sub, tensor1d, tensor2d, tidy, type Tensor2D } from '@tensorflow/tfjs-core'
import type { Breathe } from '../../datasets/breathe.ts'
import type { Random } from '../../engine/random.ts'
import { shuffle } from '../classifier/labelled.ts'
import { columnMoments, scoresOf, trainLinearSvm, type RowBoundary } from './linear-svm.ts'

/** Rows of two classes. */
export interface SortedRows {
  rows: readonly Float32Array[]
  isYes: readonly boolean[]
}

/** A boundary and the score of every row by one that was found without it. */
export interface FoundRows extends RowBoundary {
  heldOut: Float32Array
}

// Of rows of deviation 1. Of 0.03 to 1 the best of what was tried on a 64 px DCGAN of avatars: less learns
// samples by heart, more leaves out what is faint.
const LAMBDA = 0.3
const FOLDS = 3

/** The linear boundary between rows, with three-fold cross-validation; see `trainLinearSvm`. */
export async function findRowBoundary(
  { rows, isYes }: SortedRows,
  random: Random,
  { report, breathe }: { report: (done: number, total: number) => void; breathe: Breathe }
): Promise<FoundRows> {
  const width = rows[0]!.length
  const order = rows.map((_, at) => at)
  shuffle(order, random)
  const all = tensor2d(flat(rows, width), [rows.length, width])
  const { means, deviations } = columnMoments(all)
  const standard = tidy(() => div(sub(all, tensor1d(means)), tensor1d(deviations)) as Tensor2D)
  all.dispose()
  try {
    const heldOut = new Float32Array(rows.length)
    const pick = (places: readonly number[]): Tensor2D => gather(standard, [...places])
    for (let fold = 0; fold < FOLDS; fold++) {
      const left = order.filter((_, at) => at % FOLDS === fold)
      const rest = order.filter((_, at) => at % FOLDS !== fold)
      const [learned, asked] = [pick(rest), pick(left)]
      const found = trainLinearSvm(
        learned,
        rest.map((at) => isYes[at]!),
        LAMBDA
      )
      scoresOf(asked, found).forEach((score, at) => (heldOut[left[at]!] = score))
      learned.dispose()
      asked.dispose()
      report(fold + 1, FOLDS + 1)
      await breathe()
    }
    const { weights, bias } = trainLinearSvm(standard, isYes, LAMBDA)
    report(FOLDS + 1, FOLDS + 1)
    // Of the rows as they are: (x - mean) / deviation put into weights and bias.
    const own = weights.map((value, at) => value / deviations[at]!)
    return {
      weights: own,
      bias: own.reduce((sum, value, at) => sum - value * means[at]!, bias),
      heldOut
    }
  } finally {
    standard.dispose()
  }
}

function flat(rows: readonly Float32Array[], width: number): Float32Array {
  const values = new Float32Array(rows.length * width)
  rows.forEach((row, at) => values.set(row, at * width))
  return values
}
