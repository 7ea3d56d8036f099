import type { Container } from './container.ts'

const CLASSIC = { word: 4, counter: 2, entryBytes: 12 }
const BIG = { word: 8, counter: 8, entryBytes: 20 }

/** Bytes of one value by its type's number (TIFF 6.0, section 2; BigTIFF adds 16 to 18). */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8]
const OFFSET_TAGS = new Set([273, 324])
const LENGTH_TAGS = new Set([279, 325])
const PACKING_TAG = 259
const UNPACKED = 1
// Fax, LZW, JPEG, deflate and PackBits, by old numbers and new: what sharp's libtiff is built with.
const PACKINGS = new Set([UNPACKED, 2, 3, 4, 5, 6, 7, 8, 32_773, 32_946])
// A picture of 268 million pixels in strips of one row each has fewer.
const MOST_PARTS = 1 << 20

/** Looks whether the directory of a TIFF's first page, and what it points to, lies within the file. */
export function inspectTiff(bytes: Buffer): Container {
  try {
    const { end, packing } = readFirstPage(bytes)
    const isUnread = !PACKINGS.has(packing)
    return { cutOff: end > bytes.length, ...(isUnread && { isUnread }) }
  } catch (error) {
    // A number was to be read beyond the end.
    if (error instanceof RangeError) return { cutOff: true }
    throw error
  }
}

function readFirstPage(bytes: Buffer): { end: number; packing: number } {
  const isLittle = bytes[0] === 0x49
  const isBig = bytes[isLittle ? 2 : 3] === 43
  const read = (at: number, length: number): number => {
    if (length === 8)
      return Number(isLittle ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at))
    return isLittle ? bytes.readUIntLE(at, length) : bytes.readUIntBE(at, length)
  }
  const { word, counter, entryBytes } = isBig ? BIG : CLASSIC
  const directory = read(isBig ? 8 : 4, word)
  const first = directory + counter
  const count = read(directory, counter)

  let offsets: number[] = []
  let lengths: number[] = []
  let end = first + count * entryBytes
  let packing = UNPACKED
  for (let at = first; at < first + count * entryBytes; at += entryBytes) {
    const tag = read(at, 2)
    const each = TYPE_BYTES[read(at + 2, 2)] ?? 0
    const values = read(at + 4, word)
    const place = at + 4 + word
    // Values that fit stand in the entry itself.
    const start = each * values <= word ? place : read(place, word)
    end = Math.max(end, start + each * values)
    if (each === 0 || values > MOST_PARTS || end > bytes.length) continue
    const numbers = () => Array.from({ length: values }, (_, i) => read(start + i * each, each))
    if (tag === PACKING_TAG) packing = read(start, 2)
    else if (OFFSET_TAGS.has(tag)) offsets = numbers()
    else if (LENGTH_TAGS.has(tag)) lengths = numbers()
  }
  const last = offsets.reduce((most, offset, i) => Math.max(most, offset + (lengths[i] ?? 0)), end)
  return { end: last, packing }
}
