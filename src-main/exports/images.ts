import sharp from 'sharp'
import { StudioError } from '../contract/errors.ts'

/** Pixels of a picture, rows first, red, green and blue each. */
export interface Canvas {
  pixels: Uint8Array
  width: number
  height: number
}

export interface GridOptions {
  /** Pixels between pictures, after enlargement. */
  gap: number
  /** Integer enlargement by nearest neighbour. */
  scale?: number
  /** Red, green, blue of the gaps and of missing pictures. */
  background?: readonly [number, number, number]
}

/** The colour between pictures: the dark ground of the interface. */
export const GROUND = [18, 18, 20] as const

/** Encodes pixels as PNG; the same pixels always give the same bytes. Compression is 0-9, 0 is none. */
export async function encodePng(
  pixels: Uint8Array,
  width: number,
  height: number,
  compressionLevel = 6
): Promise<Uint8Array> {
  const png = sharp(pixels, { raw: { width, height, channels: 3 } }).png({ compressionLevel })
  return new Uint8Array(await png.toBuffer())
}

/** Bytes of a PNG's pixels, of colour or of grey. */
export async function decodePng(png: Uint8Array, channels: 1 | 3): Promise<Uint8Array> {
  const picture = sharp(png).removeAlpha()
  const wanted = channels === 1 ? picture.toColourspace('b-w') : picture.toColourspace('srgb')
  return new Uint8Array(await wanted.raw().toBuffer())
}

// 400 MB in memory: 1,000 frames of 366 px, or 1,024 pictures in a grid of 11,585.
const MOST_PIXELS = 2 ** 27

/** An empty canvas of one colour; throws `export/too-large`. */
export function createCanvas(
  width: number,
  height: number,
  [red, green, blue]: readonly [number, number, number] = GROUND
): Canvas {
  if (width * height > MOST_PIXELS) {
    const millions = (pixels: number): number => Math.round(pixels / 1e6)
    throw new StudioError(
      'export/too-large',
      `It would have ${millions(width * height)} million pixels, and ${millions(MOST_PIXELS)} are the most; take a smaller scale or fewer pictures.`
    )
  }
  const pixels = new Uint8Array(width * height * 3)
  for (let at = 0; at < pixels.length; at += 3) {
    pixels[at] = red
    pixels[at + 1] = green
    pixels[at + 2] = blue
  }
  return { pixels, width, height }
}

/** Copies a picture of size x size pixels, of colour or of grey, onto a canvas, enlarged, its corner at (left, top). */
export function paste(
  canvas: Canvas,
  picture: Uint8Array,
  size: number,
  left: number,
  top: number,
  scale = 1
): void {
  const channels = picture.length / size ** 2
  // Grey is the same in red, green and blue.
  const [green, blue] = channels === 1 ? [0, 0] : [1, 2]
  const { pixels, width } = canvas
  const rowBytes = size * scale * 3
  for (let y = 0; y < size; y++) {
    const row = ((top + y * scale) * width + left) * 3
    let target = row
    for (let x = 0; x < size; x++) {
      const source = (y * size + x) * channels
      for (let copy = 0; copy < scale; copy++) {
        pixels[target++] = picture[source]!
        pixels[target++] = picture[source + green]!
        pixels[target++] = picture[source + blue]!
      }
    }
    for (let copy = 1; copy < scale; copy++) {
      pixels.copyWithin(row + copy * width * 3, row, row + rowBytes)
    }
  }
}

/** Room for pictures of size x size pixels in rows, and how one is put into its place. */
export function layGrid(
  count: number,
  size: number,
  columns: number,
  { gap, scale = 1, background = GROUND }: GridOptions
): { canvas: Canvas; place(picture: Uint8Array, index: number): void } {
  const cell = size * scale
  const extent = (cells: number): number => cells * cell + (cells - 1) * gap
  const canvas = createCanvas(extent(columns), extent(Math.ceil(count / columns)), background)
  return {
    canvas,
    place(picture, index) {
      const left = (index % columns) * (cell + gap)
      const top = Math.floor(index / columns) * (cell + gap)
      paste(canvas, picture, size, left, top, scale)
    }
  }
}

/** Lays pictures of size x size pixels, of colour or of grey, out in rows. */
export function composeGrid(
  pictures: readonly Uint8Array[],
  size: number,
  columns: number,
  options: GridOptions
): Canvas {
  const { canvas, place } = layGrid(pictures.length, size, columns, options)
  pictures.forEach(place)
  return canvas
}

/** Pictures as one PNG, row by row, one pixel apart. */
export async function encodeGrid(
  pictures: Uint8Array[],
  size: number,
  columns: number
): Promise<Uint8Array> {
  const { pixels, width, height } = composeGrid(pictures, size, columns, { gap: 1 })
  return encodePng(pixels, width, height)
}
