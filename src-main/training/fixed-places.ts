import { classNames, withClass } from '../contract/condition.ts'
import type { RunConfig } from '../contract/run-config.ts'
import { createRandom, STREAMS } from '../engine/random.ts'
import { drawLatents } from '../gan/pictures.ts'

/** Pictures in a row of the grid that is drawn again and again. */
export const GRID_COLUMNS = 8
const ROWS = 8
// Of more classes the first are shown: a grid is drawn every few seconds.
const MOST_ROWS = 16

/**
 * The places of a run's grid, [latentWidth] each, row by row: 8 rows of 8 draws; where there are classes a row of
 * each, in which the same 8 z come again, so that a column shows what the class alone makes of a z.
 */
export function fixedPlaces(config: RunConfig): Float32Array[] {
  const random = createRandom(config.seed, STREAMS.fixedLatents)
  const rows = Math.min(classNames(config).length, MOST_ROWS)
  if (rows === 0) return drawLatents(config, random, ROWS * GRID_COLUMNS)
  const row = drawLatents(config, random, GRID_COLUMNS)
  return Array.from({ length: rows }, (_, chosen) =>
    row.map((place) => withClass(place, config.latent, chosen))
  ).flat()
}
