import sharp from 'sharp'
import { pattern } from '../datasets/pictures.ts'
import { REASONS, type Entry } from './entry.ts'
import { transparentPalette } from './png.ts'
import { tiff } from './tiff.ts'

const size = { width: 120, height: 90 }
const picture = () => sharp(pattern(120, 90), { raw: { ...size, channels: 3 } })

/**
 * Files of the right length whose content contradicts itself. WebP, GIF and sequential JPEG have no
 * checksums: changed pixels in them that can still be decoded are another picture to everybody.
 */
export async function brokenEntries(): Promise<Entry[]> {
  const jpeg = await picture().jpeg().toBuffer()
  const progressive = await picture().jpeg({ progressive: true }).toBuffer()
  const png = await picture().png().toBuffer()
  const profiled = await picture().withIccProfile('p3').png().toBuffer()
  const files: Record<string, Uint8Array> = {
    'bad-crc-of-pixels.png': flip(png, crcOf(png, 'IDAT')),
    'bad-crc-of-header.png': flip(png, crcOf(png, 'IHDR')),
    'bad-crc-of-profile.png': flip(profiled, crcOf(profiled, 'iCCP')),
    'bad-crc-of-transparency.png': flipTransparency(),
    'flipped-bits.png': flip(png, png.length >> 1),
    'zeroed-half.png': zeroed(png),
    'spoiled.jpg': spoiled(jpeg),
    'spoiled.progressive.jpg': spoiled(progressive),
    'ends-early-but-properly.jpg': endedEarly(jpeg),
    'no-tables.jpg': Buffer.concat([
      jpeg.subarray(0, 2),
      jpeg.subarray(jpeg.indexOf('\xff\xda', 0, 'latin1'))
    ])
  }
  return Object.entries(files).map(([name, bytes]) => ({
    name,
    bytes,
    expected: { reason: REASONS.damaged }
  }))
}

/** Numbers of which no file says what colours they are. */
export function floatingPoint(): Entry {
  const strip = Buffer.from(Float32Array.from({ length: 8 * 8 * 3 }, (_, i) => i / 192).buffer)
  const layout = { width: 8, height: 8, bits: 32, channels: 3, photometric: 2, format: 3 }
  return {
    name: 'floating-point.tif',
    bytes: tiff({ ...layout, strips: [strip] }),
    expected: { reason: /^Its numbers are of the kind “float”, not 8 or 16 bits/ }
  }
}

/** Packed by a method that libtiff was built without. */
export function unknownPacking(): Entry {
  const bytes = tiff({ ...size, bits: 8, channels: 3, photometric: 2, strips: [pattern(120, 90)] })
  // The tag of the compression, its type, one value: 50,000 is Zstandard.
  const tag = bytes.lastIndexOf(Buffer.of(3, 1, 3, 0, 1, 0, 0, 0))
  bytes.writeUInt16LE(50_000, tag + 8)
  return {
    name: 'zstandard.tif',
    bytes,
    expected: { reason: /^Its TIFF data are packed in a way that is not read; save it as PNG\.$/ }
  }
}

function crcOf(png: Buffer, type: string): number {
  const at = png.indexOf(type)
  return at + 4 + png.readUInt32BE(at - 4)
}

function flip(bytes: Buffer, at: number): Buffer {
  const flipped = Buffer.from(bytes)
  flipped[at]! ^= 0xff
  return flipped
}

function flipTransparency(): Buffer {
  const bytes = Buffer.from(transparentPalette().bytes)
  return flip(bytes, crcOf(bytes, 'tRNS'))
}

const zeroed = (bytes: Buffer): Buffer =>
  Buffer.from(bytes).fill(0, bytes.length >> 1, bytes.length - 2)

// Nothing but ones, which is no code in any JPEG (ITU T.81, C.2).
const spoiled = (bytes: Buffer): Buffer =>
  Buffer.from(bytes).fill(Buffer.of(0xff, 0), bytes.length >> 1, bytes.length - 2)

function endedEarly(jpeg: Buffer): Buffer {
  const half = Math.floor(jpeg.length * 0.6)
  return Buffer.concat([jpeg.subarray(0, half), Buffer.of(0xff, 0xd9)])
}
