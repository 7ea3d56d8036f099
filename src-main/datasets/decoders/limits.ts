import { refusal } from '../refusal.ts'
import type { Size } from './decoder.ts'

/** Longest side in pixels; a strip of it at the smallest height still fits into memory many times. */
const LONGEST_SIDE = 100_000

/** Pixels of what own decoders unpack into memory, at 3 bytes each beside the file. */
export const OWN_PIXELS = 40e6

/** Refuses what would take too long or too much memory, by what its header says. */
export function checkSize({ width, height }: Size, most: number): void {
  if (width * height > most) {
    const [has, allowed] = [width * height, most].map((pixels) => Math.round(pixels / 1e6))
    throw refusal(`It has ${has} megapixels, more than the ${allowed} allowed; make it smaller.`)
  }
  if (Math.max(width, height) > LONGEST_SIDE) {
    throw refusal(
      `It is ${width} × ${height} pixels, longer than the ${LONGEST_SIDE} allowed; cut it into parts.`
    )
  }
}
