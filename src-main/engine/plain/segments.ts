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

/** Sums by segment. */
export const SEGMENTS = { UnsortedSegmentSum: unsortedSegmentSum } satisfies Record<
  string,
  PlainOperation
>
