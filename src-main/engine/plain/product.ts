import { floats, type PlainOperation } from './arrays.ts'
import { multiplyInto, transposed } from './multiply.ts'

/** a times b, each transposed first where its attribute says so, to [rows, columns]. */
const matMul: PlainOperation = ([a, b], attributes) => {
  const isTurned = (name: string): boolean => attributes.choice(name, [true, false])
  const [left, right] = [a!.values as Float32Array, b!.values as Float32Array]
  const [aRows, aColumns] = a!.shape as [number, number]
  const [bRows, bColumns] = b!.shape as [number, number]
  const [turnA, turnB] = [isTurned('transpose_a'), isTurned('transpose_b')]
  const [rows, inner] = turnA ? [aColumns, aRows] : [aRows, aColumns]
  const columns = turnB ? bRows : bColumns
  const out = floats([rows, columns])
  multiplyInto(
    { values: out.values, offset: 0, rowStep: columns },
    {
      values: left,
      offset: 0,
      rowStep: turnA ? 1 : aColumns,
      columnStep: turnA ? aColumns : 1
    },
    { values: turnB ? transposed(right, bRows, bColumns) : right, offset: 0, rowStep: columns },
    rows,
    inner,
    columns
  )
  return [out]
}

/** Products of matrices. */
export const PRODUCTS = { MatMul: matMul } satisfies Record<string, PlainOperation>
