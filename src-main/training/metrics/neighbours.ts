import { eachSquares, type Tools } from './distances.ts'
import { countOf, type View } from './features.ts'

/** Which row of `among` is a row of `asked` itself, and no neighbour of it; -1 where none is. */
export type Itself = (row: number) => number

/** The nearest other row to each row: its number and its distance. */
export interface Nearest {
  rows: Int32Array
  distances: Float64Array
}

const NONE: Itself = () => -1
const SAME: Itself = (row) => row

/** The nearest of `among` to each of `asked`. */
export async function nearestRows(
  asked: View,
  among: View,
  tools: Tools,
  itself: Itself = NONE
): Promise<Nearest> {
  const count = countOf(asked)
  const found = { rows: new Int32Array(count), distances: new Float64Array(count) }
  await eachSquares(asked, among, tools, (row, squares) => {
    const own = itself(row)
    let [best, square] = [-1, Infinity]
    for (let other = 0; other < squares.length; other++) {
      if (squares[other]! < square && other !== own) [best, square] = [other, squares[other]!]
    }
    found.rows[row] = best
    found.distances[row] = Math.sqrt(square)
  })
  return found
}

/** For each row the square of the distance to its `k`-th nearest other row; infinite where there are too few. */
export async function squaredRadii(view: View, k: number, tools: Tools): Promise<Float64Array> {
  const radii = new Float64Array(countOf(view))
  const nearest = new Float64Array(k)
  await eachSquares(view, view, tools, (row, squares) => {
    nearest.fill(Infinity)
    for (let other = 0; other < squares.length; other++) {
      if (other !== SAME(row) && squares[other]! < nearest[k - 1]!) insert(nearest, squares[other]!)
    }
    radii[row] = nearest[k - 1]!
  })
  return radii
}

// Into a short ascending list, whose last entry goes.
function insert(list: Float64Array, value: number): void {
  let at = list.length - 1
  for (; at > 0 && list[at - 1]! > value; at--) list[at] = list[at - 1]!
  list[at] = value
}
