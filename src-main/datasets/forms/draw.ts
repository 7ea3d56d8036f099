import type { DatasetForm } from '../../contract/models.ts'
import { itemPixels } from '../../contract/pixels.ts'
import type { ItemShape } from './bytes.ts'
import { drawVoxels } from './voxels.ts'

/** A picture in memory, RGB, rows first. */
export interface DrawnItem {
  pixels: Uint8Array
  width: number
  height: number
}

/** What an item of a data set looks like, of the size that `itemPixels` gives. */
export function drawItem(shape: ItemShape, bytes: Uint8Array): DrawnItem {
  return { pixels: DRAWINGS[shape.form](shape, bytes), ...itemPixels(shape) }
}

const DRAWINGS: Record<DatasetForm, (shape: ItemShape, bytes: Uint8Array) => Uint8Array> = {
  pictures: drawPictures,
  pairs: drawPictures,
  voxels: ({ size, ...shape }, bytes) =>
    drawVoxels(bytes, size, itemPixels({ size, ...shape }).width)
}

// One picture or two, side by side; grey ones in all three channels.
function drawPictures(shape: ItemShape, bytes: Uint8Array): Uint8Array {
  const { width, height } = itemPixels(shape)
  const { size, channels } = shape
  const pixels = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (Math.floor(x / size) * size * size + y * size + (x % size)) * channels
      for (let c = 0; c < 3; c++) pixels[(y * width + x) * 3 + c] = bytes[from + (c % channels)]!
    }
  }
  return pixels
}
