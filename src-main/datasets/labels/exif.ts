import type { Said } from './embedded.ts'
import { decodeText } from './text.ts'

/** What EXIF says, and the blocks that a TIFF file holds in tags of it. */
export interface ExifSaid extends Said {
  xmp?: Buffer
  iptc?: Buffer
}

// Numbers of tags: EXIF 2.32, TIFF 6.0, and Windows' own.
const DESCRIPTION = 0x010e
const XMP = 0x02bc
const RATING = 0x4746
const IPTC = 0x83bb
const EXIF_DIRECTORY = 0x8769
const USER_COMMENT = 0x9286
const WINDOWS_COMMENT = 0x9c9c
const WINDOWS_KEYWORDS = 0x9c9e

/** Bytes of one value by its type's number (TIFF 6.0, section 2). */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8]
const MOST_STARS = 5

/** Reads the words in a block of EXIF, or in a TIFF; a RangeError where it leads beyond its end. */
export function readExif(block: Buffer): ExifSaid {
  const order = block.toString('latin1', 0, 2)
  if (order !== 'II' && order !== 'MM') return {}
  const isLittle = order === 'II'
  const short = (at: number) => (isLittle ? block.readUInt16LE(at) : block.readUInt16BE(at))
  const long = (at: number) => (isLittle ? block.readUInt32LE(at) : block.readUInt32BE(at))
  if (short(2) !== 42) return {}

  const readDirectory = (at: number): Map<number, Buffer> => {
    const tags = new Map<number, Buffer>()
    const count = short(at)
    for (let entry = at + 2; entry < at + 2 + 12 * count; entry += 12) {
      const length = (TYPE_BYTES[short(entry + 2)] ?? 0) * long(entry + 4)
      const start = length <= 4 ? entry + 8 : long(entry + 8)
      if (start + length <= block.length)
        tags.set(short(entry), block.subarray(start, start + length))
    }
    return tags
  }
  const number = (value: Buffer | undefined) =>
    !value || value.length < 2 ? undefined : short(value.byteOffset - block.byteOffset)
  const wide = (value: Buffer | undefined, isLittleEndian: boolean) =>
    value && new TextDecoder(isLittleEndian ? 'utf-16le' : 'utf-16be').decode(value)

  const tags = readDirectory(long(4))
  const pointer = tags.get(EXIF_DIRECTORY)
  const inner = pointer ? readDirectory(long(pointer.byteOffset - block.byteOffset)) : undefined
  const stars = number(tags.get(RATING))
  const [xmp, iptc] = [tags.get(XMP), tags.get(IPTC)]
  const captions = [
    plain(tags.get(DESCRIPTION)),
    wide(tags.get(WINDOWS_COMMENT), true),
    comment(inner?.get(USER_COMMENT), (value) => wide(value, isLittle))
  ]
  return {
    // Windows separates them by semicolons.
    keywords: wide(tags.get(WINDOWS_KEYWORDS), true)?.split(';') ?? [],
    captions: captions.filter((text) => text !== undefined),
    ...(stars !== undefined && stars >= 1 && stars <= MOST_STARS && { rating: stars }),
    ...(xmp && { xmp }),
    ...(iptc && { iptc })
  }
}

function plain(value: Buffer | undefined): string | undefined {
  if (!value) return undefined
  const end = value.indexOf(0)
  return decodeText(end < 0 ? value : value.subarray(0, end))
}

// Eight bytes say in which characters it is (EXIF 2.32, 4.6.5).
function comment(
  value: Buffer | undefined,
  wide: (value: Buffer) => string | undefined
): string | undefined {
  const code = value?.toString('latin1', 0, 8)
  const text = value?.subarray(8)
  if (code === 'UNICODE\0') return text && wide(text)
  return code === 'ASCII\0\0\0' || code === '\0\0\0\0\0\0\0\0' ? plain(text) : undefined
}
