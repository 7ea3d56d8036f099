import { join } from 'node:path'
import { GRID_COLUMNS, shownSize } from '../contract/pixels.ts'
import type { RunConfig } from '../contract/run-config.ts'
import { drawPictures } from '../gan/pictures.ts'
import { asShown } from '../gan/shown.ts'
import type { TrainingModel } from './model.ts'
import { writeWhole } from './write-whole.ts'

/**
 * Turns pictures of size x size x channels bytes into one PNG, row by row, drawn when the run had seen so many
 * images; given from outside, as encoding is not training's business.
 */
export type EncodeGrid = (
  pictures: Uint8Array[],
  size: number,
  columns: number,
  images: number
) => Promise<Uint8Array>

/** Draws the fixed-z grid, rows of 8 pictures one pixel apart, as `snapshots/<images>.png`; returns the file. */
export async function writeSnapshot(
  runFolder: string,
  images: number,
  model: TrainingModel,
  config: RunConfig,
  encodeGrid: EncodeGrid
): Promise<string> {
  const pictures = asShown(config, drawPictures(model.graph, model.fixed))
  const file = join(runFolder, 'snapshots', `${images}.png`)
  writeWhole(file, [await encodeGrid(pictures, shownSize(config), GRID_COLUMNS, images)])
  return file
}
