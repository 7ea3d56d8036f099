import { deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { REASONS, SIDE, type Entry } from './entry.ts'
import { chunk, header, png } from './png.ts'
import { tiff } from './tiff.ts'

/** 900 megapixels. */
const HUGE = 30_000

/** Small files that say they are huge, to be refused by their header. */
export async function bombEntries(): Promise<Entry[]> {
  const files: Record<string, Uint8Array> = {
    // One bit a pixel, grey.
    'bomb.png': png(
      header(HUGE, HUGE, 1, 0),
      chunk('IDAT', deflateSync(Buffer.alloc((HUGE / 8 + 1) * HUGE), { level: 9 }))
    ),
    'bomb.jpg': await hugeJpeg(),
    'bomb.tif': tiff({
      ...{ width: HUGE, height: HUGE, bits: 8, channels: 3, photometric: 2 },
      strips: [Buffer.alloc(1000)]
    }),
    'bomb.bmp': hugeBitmap(),
    'bomb.ppm': Buffer.from(`P6 ${HUGE} ${HUGE} 255\n`),
    'bomb.gif': gif(HUGE, 1)
  }
  const refused = Object.entries(files).map(([name, bytes]): Entry => ({
    name,
    bytes,
    expected: { reason: REASONS.tooLarge }
  }))
  return [...refused, await hugeWebp(), await hugeAvif(), manyFrames(), strip()]
}

const small = (): Sharp =>
  sharp({ create: { width: 64, height: 64, channels: 3, background: '#a33' } })

// libjpeg reads the size from the frame's header.
async function hugeJpeg(): Promise<Buffer> {
  const bytes = await small().jpeg().toBuffer()
  const frame = bytes.indexOf('\xff\xc0', 0, 'latin1')
  bytes.writeUInt16BE(HUGE, frame + 5)
  bytes.writeUInt16BE(HUGE, frame + 7)
  return bytes
}

// The format has 14 bits for a side, and the library allows one pixel less.
async function hugeWebp(): Promise<Entry> {
  const bytes = await small().webp({ lossless: true }).toBuffer()
  // Behind the signature of VP8L; width and height stand together, each one less.
  const sizes = bytes.indexOf('VP8L') + 9
  const side = 0x3ffe
  const flags = bytes.readUInt32LE(sizes) & 0xf0000000
  bytes.writeUInt32LE((flags | (side << 14) | side) >>> 0, sizes)
  const reason = /^It has 268 megapixels, more than the 200 allowed; make it smaller\.$/
  return { name: 'bomb.webp', bytes, expected: { reason } }
}

async function hugeAvif(): Promise<Entry> {
  const bytes = await small().avif({ effort: 0 }).toBuffer()
  const extent = bytes.indexOf('ispe') + 8
  bytes.writeUInt32BE(HUGE, extent)
  bytes.writeUInt32BE(HUGE, extent + 4)
  return { name: 'bomb.avif', bytes, expected: { reason: REASONS.tooLarge } }
}

function hugeBitmap(): Buffer {
  const bytes = Buffer.alloc(100)
  bytes.write('BM')
  bytes.writeUInt32LE(54, 10)
  bytes.writeUInt32LE(40, 14)
  bytes.writeInt32LE(HUGE, 18)
  bytes.writeInt32LE(-HUGE, 22)
  bytes.writeUInt16LE(1, 26)
  bytes.writeUInt16LE(24, 28)
  return bytes
}

const FIRST_COLOUR = [220, 40, 60]

/** Frames as large as the screen; each has code for one pixel of the first of two colours. */
function gif(side: number, frames: number): Buffer {
  const screen = Buffer.from('GIF89a\0\0\0\0\x80\0\0\xdc\x28\x3c\x1e\x5a\xd2', 'latin1')
  screen.writeUInt16LE(side, 6)
  screen.writeUInt16LE(side, 8)
  const frame = Buffer.from('\x2c\0\0\0\0\0\0\0\0\0\x02\x02\x44\x01\0', 'latin1')
  frame.writeUInt16LE(side, 5)
  frame.writeUInt16LE(side, 7)
  return Buffer.concat([screen, ...new Array<Buffer>(frames).fill(frame), Buffer.of(0x3b)])
}

// One pixel of the first colour each.
function manyFrames(): Entry {
  const pixels = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) => FIRST_COLOUR[i % 3]!)
  return {
    name: 'ten-thousand-frames.gif',
    bytes: gif(1, 10_000),
    expected: { pixels, note: 'It is an animation of 10000 frames; the first one is used.' }
  }
}

// 1 x 10,000 pixels of one colour: what is taken of it is a single pixel.
function strip(): Entry {
  const row = Buffer.concat([Buffer.of(0), Buffer.alloc(10_000 * 3, 200)])
  return {
    name: 'strip.png',
    bytes: png(header(10_000, 1, 8, 2), chunk('IDAT', deflateSync(row))),
    expected: { pixels: new Uint8Array(SIDE * SIDE * 3).fill(200) }
  }
}
