import { cutOff, damaged, refusal } from '../refusal.ts'

/** What stands before the pixels of a BMP. */
export interface BitmapHeader {
  width: number
  height: number
  /** The first row is the top one; usually it is the bottom one. */
  isTopDown: boolean
  bits: 1 | 2 | 4 | 8 | 16 | 24 | 32
  packing: 'plain' | 'run-length'
  /** Which bits of a pixel of 16 or 32 are red, green, blue and alpha. */
  masks: [number, number, number, number]
  /** Red, green and blue of each colour, 3 bytes. */
  palette: Uint8Array
  /** Where the pixels begin. */
  start: number
}

const FILE_HEADER_BYTES = 14
const OLD_HEADER_BYTES = 12
const OLD_OS2_BYTES = 16
const WINDOWS_HEADER_BYTES = 40
// The numbers of `biCompression`.
const PLAIN = 0
const RUNS_OF_8 = 1
const RUNS_OF_4 = 2
const MASKS = 3
const INNER_JPEG = 4
const INNER_PNG = 5
const MASKS_WITH_ALPHA = 6

const COMPRESSIONS: Record<number, (bits: number) => boolean> = {
  [PLAIN]: (bits) => [1, 2, 4, 8, 16, 24, 32].includes(bits),
  [RUNS_OF_8]: (bits) => bits === 8,
  [RUNS_OF_4]: (bits) => bits === 4,
  [MASKS]: (bits) => bits === 16 || bits === 32,
  [MASKS_WITH_ALPHA]: (bits) => bits === 16 || bits === 32
}

/** Reads the headers and the palette of a BMP of Windows 2 to 10 or OS/2 1; throws a refusal. */
export function readBitmapHeader(bytes: Buffer): BitmapHeader {
  try {
    return read(bytes)
  } catch (error) {
    // A number was to be read beyond the end.
    throw error instanceof RangeError ? cutOff('BMP', error) : error
  }
}

function read(bytes: Buffer): BitmapHeader {
  const length = bytes.readUInt32LE(FILE_HEADER_BYTES)
  const isOld = length === OLD_HEADER_BYTES
  if (!isOld && length < OLD_OS2_BYTES) throw damaged('BMP')
  const width = isOld ? bytes.readUInt16LE(18) : bytes.readInt32LE(18)
  const tall = isOld ? bytes.readUInt16LE(20) : bytes.readInt32LE(22)
  const bits = bytes.readUInt16LE(isOld ? 24 : 28)
  const compression = isOld || length < 20 ? PLAIN : bytes.readUInt32LE(30)
  if (compression === INNER_JPEG || compression === INNER_PNG) {
    throw refusal(
      'It is a BMP picture that holds a JPEG or PNG, which is not read; save it as PNG.'
    )
  }
  if (!(width > 0 && tall !== 0) || !COMPRESSIONS[compression]?.(bits)) throw damaged('BMP')
  const colours = isOld || length < 36 ? 0 : bytes.readUInt32LE(46)
  const afterHeader = FILE_HEADER_BYTES + length
  const hasOwnMasks = compression === MASKS || compression === MASKS_WITH_ALPHA
  // Behind a header of 40 bytes the masks follow; longer headers contain them at the same place.
  const afterMasks =
    length === WINDOWS_HEADER_BYTES && hasOwnMasks
      ? afterHeader + (compression === MASKS ? 12 : 16)
      : afterHeader
  return {
    width,
    height: Math.abs(tall),
    isTopDown: tall < 0,
    bits: bits as BitmapHeader['bits'],
    packing: compression === RUNS_OF_8 || compression === RUNS_OF_4 ? 'run-length' : 'plain',
    masks: hasOwnMasks
      ? readMasks(bytes, compression === MASKS_WITH_ALPHA || length > 52)
      : DEFAULT_MASKS[bits === 16 ? 16 : 32],
    palette: bits > 8 ? new Uint8Array() : readPalette(bytes, afterMasks, bits, colours, isOld),
    start: bytes.readUInt32LE(10)
  }
}

const DEFAULT_MASKS = {
  16: [0x7c00, 0x3e0, 0x1f, 0],
  32: [0xff0000, 0xff00, 0xff, 0]
} satisfies Record<number, BitmapHeader['masks']>

const MASKS_AT = FILE_HEADER_BYTES + WINDOWS_HEADER_BYTES

function readMasks(bytes: Buffer, hasAlpha: boolean): BitmapHeader['masks'] {
  const mask = (place: number): number => bytes.readUInt32LE(MASKS_AT + place * 4)
  return [mask(0), mask(1), mask(2), hasAlpha ? mask(3) : 0]
}

function readPalette(
  bytes: Buffer,
  at: number,
  bits: number,
  colours: number,
  isOld: boolean
): Uint8Array {
  const most = 2 ** bits
  const count = colours === 0 ? most : Math.min(colours, most)
  const each = isOld ? 3 : 4
  const palette = new Uint8Array(most * 3)
  for (let colour = 0; colour < count; colour++) {
    // Blue comes first; where the pixels begin, a short palette of old writers ends.
    for (let channel = 0; channel < 3; channel++) {
      palette[colour * 3 + channel] = bytes.readUInt8(at + colour * each + 2 - channel)
    }
  }
  return palette
}
