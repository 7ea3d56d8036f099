import { countOf, slice, type View } from './features.ts'
import type { Comparison } from './metric.ts'

/** What going through all pairs needs. */
export type Tools = Pick<Comparison, 'multiply' | 'breathe'>

// Products in memory at once; a block of so many takes some milliseconds.
const BLOCK = 2 ** 18
// Below this share of the rows' own squares a difference of products has lost half of its digits.
const CLOSE = 1e-3

/**
 * For each row of `asked` the products with each row of `among`, network by network; the arrays are used
 * again for the next row.
 */
export async function eachProducts(
  asked: View,
  among: View,
  { multiply, breathe }: Tools,
  visit: (row: number, products: Float32Array[]) => void
): Promise<void> {
  const [count, many] = [countOf(asked), countOf(among)]
  const step = Math.max(1, Math.floor(BLOCK / Math.max(1, many)))
  for (let from = 0; from < count; from += step) {
    const some = slice(asked, from, Math.min(step, count - from))
    const blocks = some.map(({ width, values }, network) =>
      multiply(values, among[network]!.values, width)
    )
    for (let row = 0; row < countOf(some); row++) {
      visit(
        from + row,
        blocks.map((block) => block.subarray(row * many, (row + 1) * many))
      )
    }
    await breathe()
  }
}

/** For each row of `asked` the squared Euclidean distances to each row of `among`, over all networks. */
export async function eachSquares(
  asked: View,
  among: View,
  tools: Tools,
  visit: (row: number, squares: Float64Array) => void
): Promise<void> {
  const [own, others] = [squaredLengths(asked), squaredLengths(among)]
  const squares = new Float64Array(others.length)
  await eachProducts(asked, among, tools, (row, products) => {
    for (let other = 0; other < squares.length; other++) {
      let product = 0
      for (const block of products) product += block[other]!
      const lengths = own[row]! + others[other]!
      const square = lengths - 2 * product
      squares[other] = square > CLOSE * lengths ? square : exactly(asked, row, among, other)
    }
    visit(row, squares)
  })
}

function squaredLengths(view: View): Float64Array {
  const lengths = new Float64Array(countOf(view))
  for (const { width, values } of view) {
    for (let i = 0; i < values.length; i++) lengths[Math.floor(i / width)]! += values[i]! ** 2
  }
  return lengths
}

function exactly(asked: View, row: number, among: View, other: number): number {
  let sum = 0
  asked.forEach(({ width, values }, network) => {
    const others = among[network]!.values
    for (let i = 0; i < width; i++)
      sum += (values[row * width + i]! - others[other * width + i]!) ** 2
  })
  return sum
}
