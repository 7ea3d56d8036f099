import { cutOff } from '../refusal.ts'
import type { BitmapHeader } from './bitmap-header.ts'

const END_OF_ROW = 0
const END_OF_PICTURE = 1
const JUMP = 2

/**
 * Unpacks RLE8 and RLE4 (learn.microsoft.com/windows/win32/gdi/bitmap-compression) to one byte a
 * pixel, its place in the palette, from the top. What is jumped over has the first colour.
 */
export function unpackRuns(bytes: Buffer, header: BitmapHeader): Uint8Array {
  const { width, height, bits, isTopDown } = header
  const indices = new Uint8Array(width * height)
  let [at, x, y] = [header.start, 0, 0]
  const next = (): number => {
    if (at >= bytes.length) throw cutOff('BMP')
    return bytes[at++]!
  }
  const put = (index: number): void => {
    // Runs may say more than fits into a row.
    if (x < width) indices[(isTopDown ? y : height - 1 - y) * width + x++] = index
  }
  // A byte holds one pixel, or two with the upper bits first.
  const take = (byte: number, place: number): number =>
    bits === 8 ? byte : place % 2 === 0 ? byte >> 4 : byte & 15

  while (y < height) {
    const count = next()
    const value = next()
    if (count > 0) {
      for (let i = 0; i < count; i++) put(take(value, i))
    } else if (value === END_OF_ROW) {
      ;[x, y] = [0, y + 1]
    } else if (value === END_OF_PICTURE) {
      break
    } else if (value === JUMP) {
      ;[x, y] = [x + next(), y + next()]
    } else {
      const length = bits === 8 ? value : Math.ceil(value / 2)
      let byte = 0
      for (let i = 0; i < value; i++) {
        if (bits === 8 || i % 2 === 0) byte = next()
        put(take(byte, i))
      }
      // Filled up to an even number of bytes.
      at += length % 2
    }
  }
  return indices
}
