import type { DatasetForm } from '../../contract/models.ts'

/** What decides how many bytes an item of a data set has. */
export interface ItemShape {
  form: DatasetForm
  /** Width and height in pixels; of voxels also the depth. */
  size: number
  channels: 1 | 3
}

const BYTES = {
  pictures: ({ size, channels }) => size * size * channels,
  // A picture and its translation, one after the other.
  pairs: ({ size, channels }) => 2 * size * size * channels,
  voxels: ({ size }) => size ** 3
} satisfies Record<DatasetForm, (shape: ItemShape) => number>

/** The number of bytes of one item in a shard. */
export function itemBytes(shape: ItemShape): number {
  return BYTES[shape.form](shape)
}
