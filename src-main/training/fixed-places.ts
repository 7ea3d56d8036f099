import { classNames, withClass } from '../contract/condition.ts'
import { GRID_COLUMNS, gridRows } from '../contract/pixels.ts'
import type { RunConfig } from '../contract/run-config.ts'
import { createRandom, STREAMS } from '../engine/random.ts'
import { drawLatents } from '../gan/pictures.ts'

/**
 * The places of the grid that a run draws again and again, [latentWidth] each, row by row: draws of their own; where
 * there are classes a row of each, in which the same 8 z come again, so that a column shows what the class alone
 * makes of a z.
 */
export function fixedPlaces(config: RunConfig): Float32Array[] {
  const random = createRandom(config.seed, STREAMS.fixedLatents)
  const rows = gridRows(config)
  if (classNames(config).length === 0) return drawLatents(config, random, rows * GRID_COLUMNS)
  const row = drawLatents(config, random, GRID_COLUMNS)
  return Array.from({ length: rows }, (_, chosen) =>
    row.map((place) => withClass(place, config.latent, chosen))
  ).flat()
}
