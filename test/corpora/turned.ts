import sharp, { type Sharp } from 'sharp'
import { pattern } from '../datasets/pictures.ts'
import { SIDE, type Entry } from './entry.ts'

/** Wider than high, so that a swap of sides shows. */
const [WIDTH, HEIGHT] = [48, SIDE]
const [RIGHT, BOTTOM] = [WIDTH - 1, HEIGHT - 1]

// Which upright pixel [x, y] a camera stores at a row and column, for orientations 1 to 8 (Exif 2.32,
// tag 274: where the 0th row and the 0th column lie).
const STORED: ((row: number, column: number) => [number, number])[] = [
  (row, column) => [column, row],
  (row, column) => [RIGHT - column, row],
  (row, column) => [RIGHT - column, BOTTOM - row],
  (row, column) => [column, BOTTOM - row],
  (row, column) => [row, column],
  (row, column) => [RIGHT - row, column],
  (row, column) => [RIGHT - row, BOTTOM - column],
  (row, column) => [row, BOTTOM - column]
]

const ENCODERS: Record<string, (source: Sharp) => Sharp> = {
  jpg: (source) => source.jpeg({ quality: 98, chromaSubsampling: '4:4:4' }),
  png: (source) => source.png(),
  webp: (source) => source.webp({ lossless: true }),
  tif: (source) => source.tiff({ compression: 'lzw' })
}

const UPRIGHT = pattern(WIDTH, HEIGHT)

// The middle of the upright picture.
const MIDDLE = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) => {
  const [row, rest] = [Math.floor(i / (SIDE * 3)), i % (SIDE * 3)]
  return UPRIGHT[(row * WIDTH + (WIDTH - SIDE) / 2) * 3 + rest]!
})

/** The picture as a camera held in each of eight ways stores it; upright, all are the same. */
export async function turnedEntries(): Promise<Entry[]> {
  const made = Object.entries(ENCODERS).flatMap(([kind, encode]) =>
    STORED.map(async (place, i): Promise<Entry> => {
      const orientation = i + 1
      const bytes = await encode(turned(place, orientation)).toBuffer()
      return { name: `turned-${orientation}.${kind}`, bytes, expected: { pixels: MIDDLE } }
    })
  )
  return Promise.all(made)
}

function turned(place: (typeof STORED)[number], orientation: number): Sharp {
  const [width, height] = orientation > 4 ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT]
  const stored = Buffer.alloc(UPRIGHT.length)
  for (let i = 0; i < width * height; i++) {
    const [x, y] = place(Math.floor(i / width), i % width)
    UPRIGHT.copy(stored, i * 3, (y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3)
  }
  return sharp(stored, { raw: { width, height, channels: 3 } }).withMetadata({ orientation })
}
