import { matMul, tensor2d, tidy, type Tensor2D } from '@tensorflow/tfjs-core'
import type { Breathe } from '../../datasets/breathe.ts'

/** The nearest of some rows to each of others, the nearest first. */
export interface Neighbours {
  /** Numbers of rows, `count` for each. */
  indices: Int32Array
  /** Euclidean, in the same order. */
  distances: Float32Array
  count: number
}

// Rows whose distances to all the others are in memory at once: 20 MB for 20,000.
const BLOCK = 256

/**
 * The `count` nearest of `rows` to each of `asked`, exactly; both have `width` numbers a row. Where these are
 * the same array a row is not its own neighbour. TensorFlow must be started.
 */
export async function nearestNeighbours(
  rows: Float32Array,
  asked: Float32Array,
  { width, count, breathe }: { width: number; count: number; breathe: Breathe }
): Promise<Neighbours> {
  const [among, many] = [rows.length / width, asked.length / width]
  const squares = squaredLengths(rows, width)
  const found: Neighbours = {
    indices: new Int32Array(many * count),
    distances: new Float32Array(many * count),
    count
  }
  const all = tensor2d(rows, [among, width])
  try {
    for (let from = 0; from < many; from += BLOCK) {
      const block = asked.subarray(from * width, (from + BLOCK) * width)
      const products = tidy(() =>
        matMul<Tensor2D>(
          tensor2d(block, [block.length / width, width]),
          all,
          false,
          true
        ).dataSync()
      )
      const own = squaredLengths(block, width)
      for (let row = 0; row < own.length; row++) {
        const distanceTo = (other: number): number =>
          own[row]! + squares[other]! - 2 * products[row * among + other]!
        const itself = rows === asked ? from + row : -1
        choose(distanceTo, among, itself, found, from + row)
      }
      await breathe()
    }
  } finally {
    all.dispose()
  }
  return found
}

// Insertion into a short sorted list: nearly every row falls at the first comparison.
function choose(
  distanceTo: (other: number) => number,
  among: number,
  itself: number,
  { indices, distances, count }: Neighbours,
  row: number
): void {
  const start = row * count
  const nearest = distances.subarray(start, start + count).fill(Infinity)
  const numbers = indices.subarray(start, start + count)
  for (let other = 0; other < among; other++) {
    const distance = distanceTo(other)
    if (other === itself || !(distance < nearest[count - 1]!)) continue
    let at = count - 1
    for (; at > 0 && nearest[at - 1]! > distance; at--) {
      nearest[at] = nearest[at - 1]!
      numbers[at] = numbers[at - 1]!
    }
    nearest[at] = distance
    numbers[at] = other
  }
  // Rounding can take the square of nearly nothing below zero.
  for (let at = 0; at < count; at++) nearest[at] = Math.sqrt(Math.max(0, nearest[at]!))
}

function squaredLengths(rows: Float32Array, width: number): Float32Array {
  const lengths = new Float32Array(rows.length / width)
  for (let i = 0; i < rows.length; i++) lengths[Math.floor(i / width)]! += rows[i]! ** 2
  return lengths
}
