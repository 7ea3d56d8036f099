import { tensor2d } from '@tensorflow/tfjs-core'
import type { Breathe } from '../../datasets/breathe.ts'
import type { Random } from '../../engine/random.ts'
import { shuffle } from '../classifier/labelled.ts'
import { columnMoments, scoresOf, trainLinearSvms, type RowBoundary } from './linear-svm.ts'

/** Rows of two classes. */
export interface SortedRows {
  /** One behind the other. */
  rows: Float32Array
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

/** The linear boundary between rows, with three-fold cross-validation; see `trainLinearSvms`. */
export async function findRowBoundary(
  { rows, isYes }: SortedRows,
  random: Random,
  { report, breathe }: { report: (done: number, total: number) => void; breathe: Breathe }
): Promise<FoundRows> {
  const width = rows.length / isYes.length
  const order = isYes.map((_, at) => at)
  shuffle(order, random)
  const foldOf = new Uint8Array(order.length)
  order.forEach((row, at) => (foldOf[row] = at % FOLDS))
  const folds = Array.from({ length: FOLDS }, (_, fold) =>
    isYes.map((_, at) => foldOf[at] !== fold)
  )
  const moments = columnMoments(rows, width)
  const all = tensor2d(rows, [isYes.length, width])
  try {
    const taken = [...folds, isYes.map(() => true)]
    const found = await trainLinearSvms({
      ...{ rows: all, isYes, taken, moments, lambda: LAMBDA },
      afterStep: (done, total) => {
        report(done, total)
        return breathe()
      }
    })
    const scores = found.map((boundary) => scoresOf(all, boundary))
    const heldOut = Float32Array.from(isYes, (_, row) => scores[foldOf[row]!]![row]!)
    return { ...found.at(-1)!, heldOut }
  } finally {
    all.dispose()
  }
}
