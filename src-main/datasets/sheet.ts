import { itemPixels, SHEET_COLUMNS } from '../contract/pixels.ts'
import type { Cache } from './cache.ts'
import { itemBytes } from './forms/bytes.ts'
import { drawItem } from './forms/draw.ts'

/** A picture in memory, RGB, rows first. */
export interface Drawn {
  pixels: Uint8Array
  width: number
  height: number
}

/** Items of a data set side by side, in rows of `SHEET_COLUMNS` without gaps. */
export function drawSheet(cache: Cache, indices: readonly number[]): Drawn {
  const { width, height } = itemPixels(cache)
  const columns = Math.min(SHEET_COLUMNS, indices.length)
  const rows = Math.ceil(indices.length / columns)
  const pixels = new Uint8Array(columns * width * rows * height * 3)
  const items = new Uint8Array(indices.length * itemBytes(cache))
  cache.read(indices, items)
  indices.forEach((_, place) => {
    const drawn = drawItem(
      cache,
      items.subarray(place * itemBytes(cache), (place + 1) * itemBytes(cache))
    )
    const left = (place % columns) * width
    const top = Math.floor(place / columns) * height
    for (let row = 0; row < height; row++) {
      const line = drawn.pixels.subarray(row * width * 3, (row + 1) * width * 3)
      pixels.set(line, ((top + row) * columns * width + left) * 3)
    }
  })
  return { pixels, width: columns * width, height: rows * height }
}
