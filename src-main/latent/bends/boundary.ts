import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { Breathe } from '../../datasets/breathe.ts'
import type { Random } from '../../engine/random.ts'
import { shuffle } from '../classifier/labelled.ts'
import { scoresOf, trainLinearSvms, type Moments, type RowBoundary } from './linear-svm.ts'

/** Rows of two classes. */
export interface SortedRows {
  /** [N,D], in parts one after another. */
  rows: readonly Tensor2D[]
  moments: Moments
  /** N each; see `trainLinearSvms`. */
  isYes: readonly boolean[]
  belief: readonly number[]
}

/** A boundary and the score of every row by one that was found without it. */
export interface FoundRows extends RowBoundary {
  heldOut: Float32Array
}

// Of rows of deviation 1. Of 0.3 to 10 the best of what was tried on a 64 px DCGAN of avatars: less learns
// samples by heart, more leaves out what is faint.
const LAMBDA = 4
const FOLDS = 3

/** The linear boundary between rows, with three-fold cross-validation. */
export async function findRowBoundary(
  sorted: SortedRows,
  random: Random,
  { report, breathe }: { report: (done: number, total: number) => void; breathe: Breathe }
): Promise<FoundRows> {
  const { rows, isYes } = sorted
  const order = isYes.map((_, at) => at)
  shuffle(order, random)
  const foldOf = new Uint8Array(order.length)
  order.forEach((row, at) => (foldOf[row] = at % FOLDS))
  const folds = Array.from({ length: FOLDS }, (_, fold) =>
    isYes.map((_, at) => foldOf[at] !== fold)
  )
  const found = await trainLinearSvms({
    ...sorted,
    taken: [...folds, isYes.map(() => true)],
    lambda: LAMBDA,
    afterStep: (done, total) => {
      report(done, total)
      return breathe()
    }
  })
  const scores = found.map((boundary) => scoresOf(rows, boundary))
  const heldOut = Float32Array.from(isYes, (_, row) => scores[foldOf[row]!]![row]!)
  return { ...found.at(-1)!, heldOut }
}
