import { cutOff } from '../refusal.ts'
import { over, parseColour } from './background.ts'
import { readBitmapHeader, type BitmapHeader } from './bitmap-header.ts'
import { unpackRuns } from './bitmap-runs.ts'
import type { Decoder } from './decoder.ts'
import { checkSize } from './limits.ts'

/** Decodes BMP (learn.microsoft.com/windows/win32/gdi/bitmap-storage) of 1 to 32 bits a pixel. */
export const decodeBitmap: Decoder = (bytes, { background }) => {
  const header = readBitmapHeader(bytes)
  const { width, height } = header
  checkSize({ ...header, file: bytes.length, bytesPerPixel: 4 })
  const pixels =
    header.bits <= 8
      ? paint(readIndices(bytes, header), header.palette)
      : readColours(bytes, header, background)
  return { picture: { pixels, width, height, channels: 3 }, width, height, orientation: 1 }
}

/** Bytes of a row in the file: whole groups of four. */
const rowBytes = ({ width, bits }: BitmapHeader): number => Math.ceil((width * bits) / 32) * 4

function* rows(bytes: Buffer, header: BitmapHeader): Iterable<{ row: number; at: number }> {
  const { width, height, bits, start, isTopDown } = header
  // Some writers leave the last row's filling out.
  const needed = rowBytes(header) * (height - 1) + Math.ceil((width * bits) / 8)
  if (start + needed > bytes.length) throw cutOff('BMP')
  for (let stored = 0; stored < height; stored++) {
    const row = isTopDown ? stored : height - 1 - stored
    yield { row, at: start + stored * rowBytes(header) }
  }
}

// One byte a pixel, its place in the palette, from the top.
function readIndices(bytes: Buffer, header: BitmapHeader): Uint8Array {
  const { width, height, bits } = header
  if (header.packing === 'run-length') return unpackRuns(bytes, header)
  const indices = new Uint8Array(width * height)
  const mask = (1 << bits) - 1
  const perByte = 8 / bits
  for (const { row, at } of rows(bytes, header)) {
    for (let x = 0; x < width; x++) {
      const byte = bytes[at + Math.floor(x / perByte)]!
      indices[row * width + x] = (byte >> (8 - bits - (x % perByte) * bits)) & mask
    }
  }
  return indices
}

function paint(indices: Uint8Array, palette: Uint8Array): Uint8Array {
  const pixels = new Uint8Array(indices.length * 3)
  for (let i = 0, at = 0; i < indices.length; i++) {
    const colour = indices[i]! * 3
    pixels[at++] = palette[colour]!
    pixels[at++] = palette[colour + 1]!
    pixels[at++] = palette[colour + 2]!
  }
  return pixels
}

function readColours(bytes: Buffer, header: BitmapHeader, background: string): Uint8Array {
  const { width, height, bits } = header
  const pixels = new Uint8Array(width * height * 3)
  const each = bits / 8
  const [red, green, blue, alpha] = header.masks.map(levelOf)
  const behind = parseColour(background)
  const hasAlpha = bits === 32 && header.masks[3] !== 0 && hasAnyAlpha(bytes, header)
  for (const { row, at } of rows(bytes, header)) {
    let to = row * width * 3
    for (let from = at; from < at + width * each; from += each) {
      if (bits === 24) {
        pixels[to++] = bytes[from + 2]!
        pixels[to++] = bytes[from + 1]!
        pixels[to++] = bytes[from]!
        continue
      }
      const value = bits === 32 ? bytes.readUInt32LE(from) : bytes.readUInt16LE(from)
      const cover = hasAlpha ? alpha!(value) : 255
      pixels[to++] = over(red!(value), behind[0], cover)
      pixels[to++] = over(green!(value), behind[1], cover)
      pixels[to++] = over(blue!(value), behind[2], cover)
    }
  }
  return pixels
}

/** Takes the bits of a mask out of a pixel, scaled to 0-255. */
function levelOf(mask: number): (value: number) => number {
  if (mask === 0) return () => 0
  const lowest = (mask & -mask) >>> 0
  const scale = 255 / (mask / lowest)
  return (value) => Math.round((((value & mask) >>> 0) / lowest) * scale)
}

// Many writers name an alpha channel and leave it empty; nobody means an invisible picture.
function hasAnyAlpha(bytes: Buffer, header: BitmapHeader): boolean {
  const mask = header.masks[3]
  for (const { at } of rows(bytes, header)) {
    for (let x = 0; x < header.width; x++) {
      if (bytes.readUInt32LE(at + x * 4) & mask) return true
    }
  }
  return false
}
