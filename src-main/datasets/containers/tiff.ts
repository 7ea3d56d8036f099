import type { Container } from './container.ts'

/** Bytes of one value by its type's number (TIFF 6.0, section 2; BigTIFF adds 16 to 18). */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8]
const OFFSET_TAGS = new Set([273, 324])
const LENGTH_TAGS = new Set([279, 325])
// A picture of 268 million pixels in strips of one row each has fewer.
const MOST_PARTS = 1 << 20

/** Looks whether the strips or tiles of a TIFF's first page lie within the file. */
export function inspectTiff(bytes: Buffer): Container {
  try {
    return { cutOff: endOfParts(bytes) > bytes.length }
  } catch (error) {
    // A number was to be read beyond the end.
    if (error instanceof RangeError) return { cutOff: true }
    throw error
  }
}

function endOfParts(bytes: Buffer): number {
  const isLittle = bytes[0] === 0x49
  const isBig = bytes[isLittle ? 2 : 3] === 43
  const read = (at: number, length: number): number => {
    if (length === 8)
      return Number(isLittle ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at))
    return isLittle ? bytes.readUIntLE(at, length) : bytes.readUIntBE(at, length)
  }
  const word = isBig ? 8 : 4
  const directory = read(isBig ? 8 : 4, word)
  const count = read(directory, isBig ? 8 : 2)
  const first = directory + (isBig ? 8 : 2)
  const entryBytes = isBig ? 20 : 12

  let offsets: number[] = []
  let lengths: number[] = []
  for (let entry = 0; entry < count; entry++) {
    const at = first + entry * entryBytes
    const tag = read(at, 2)
    if (!OFFSET_TAGS.has(tag) && !LENGTH_TAGS.has(tag)) continue
    const each = TYPE_BYTES[read(at + 2, 2)] ?? 0
    const values = Math.min(read(at + 4, word), MOST_PARTS)
    const place = at + 4 + word
    const start = each * values <= word ? place : read(place, word)
    if (each === 0) continue
    const numbers = Array.from({ length: values }, (_, i) => read(start + i * each, each))
    if (OFFSET_TAGS.has(tag)) offsets = numbers
    else lengths = numbers
  }
  return offsets.reduce((end, offset, i) => Math.max(end, offset + (lengths[i] ?? 0)), first)
}
