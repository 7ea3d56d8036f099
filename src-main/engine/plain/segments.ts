import { sizeOf } from '../shape.ts'
import { floats, type PlainOperation } from './arrays.ts'

/** values [N,...] and the segment of each of the N rows, to the sums of the rows [segments,...]. */
const unsortedSegmentSum: PlainOperation = ([values, rows, segments]) => {
  const row = values!.shape.slice(rows!.shape.length)
  const width = sizeOf(row)
  const out = floats([segments!.values[0]!, ...row])
  rows!.values.forEach((segment, index) => {
    // TensorFlow drops rows of no segment.
    if (segment < 0) return
    for (let i = 0; i < width; i++) {
      out.values[segment * width + i]! += values!.values[index * width + i]!
    }
  })
  return [out]
}

/** Rows [N,...] of a table [K,...] by their indices [N]; only along the first axis. */
const gather: PlainOperation = ([table, rows]) => {
  const row = table!.shape.slice(1)
  const width = sizeOf(row)
  const out = floats([...rows!.shape, ...row])
  rows!.values.forEach((from, index) => {
    out.values.set(table!.values.subarray(from * width, (from + 1) * width), index * width)
  })
  return [out]
}

/** Sums by segment, and rows by index. */
export const SEGMENTS = {
  UnsortedSegmentSum: unsortedSegmentSum,
  GatherV2: gather
} satisfies Record<string, PlainOperation>
