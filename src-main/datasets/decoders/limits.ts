import { refusal } from '../refusal.ts'
import type { Size } from './decoder.ts'

/** What a decoder takes beside the file for each pixel; 0 where it goes row by row. */
interface Cost extends Size {
  /** Bytes of the file, which is in memory as well. */
  file: number
  bytesPerPixel: number
}

/** A core decodes as many in less than five seconds in every kind. */
const MOST_PIXELS = 200e6
/** Pixels; a strip of it still fits into memory when it is not made smaller. */
const LONGEST_SIDE = 100_000
/** Of a file and all its pixels, bytes. */
const MOST_MEMORY = 300e6

/** Refuses what would take too long or too much memory, by what its header says. */
export function checkSize({ width, height, file, bytesPerPixel }: Cost): void {
  const pixels = width * height
  const memory = file + pixels * bytesPerPixel
  const millions = (count: number): number => Math.round(count / 1e6)
  if (pixels > MOST_PIXELS) {
    throw refusal(
      `It has ${millions(pixels)} megapixels, more than the ${millions(MOST_PIXELS)} allowed; make it smaller.`
    )
  }
  if (Math.max(width, height) > LONGEST_SIDE) {
    throw refusal(
      `It is ${width} × ${height} pixels, longer than the ${LONGEST_SIDE} allowed; cut it into parts.`
    )
  }
  if (memory > MOST_MEMORY) {
    throw refusal(
      `It has ${millions(pixels)} megapixels and needs ${millions(memory)} MB to be decoded, more than the ${millions(MOST_MEMORY)} allowed; make it smaller.`
    )
  }
}
