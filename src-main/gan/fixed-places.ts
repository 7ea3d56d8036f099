import { classNames, withClass } from '../contract/condition.ts'
import { GRID_COLUMNS, gridRows } from '../contract/pixels.ts'
import { zWidth } from '../contract/pyramid.ts'
import type { RunConfig } from '../contract/run-config.ts'
import { createRandom, STREAMS } from '../engine/random.ts'
import { drawLatents } from './pictures.ts'

/**
 * The places of the grid that a run draws again and again, [latentWidth] each, row by row; where there are
 * classes a row of each, in which the same 8 z come again, so that a column shows what the class alone makes of a z.
 * They are the same in every run, whatever its seed, so that grids of different runs can be laid side by side; of
 * a shorter z they are the first numbers of a longer one.
 */
export function fixedPlaces(config: RunConfig): Float32Array[] {
  const rows = gridRows(config)
  if (classNames(config).length === 0) return fixedLatents(config, rows * GRID_COLUMNS)
  const row = fixedLatents(config, GRID_COLUMNS)
  return Array.from({ length: rows }, (_, chosen) =>
    row.map((place) => withClass(place, zWidth(config), chosen))
  ).flat()
}

// Each from a stream of its own, so that a longer z moves no other.
function fixedLatents(config: RunConfig, count: number): Float32Array[] {
  return Array.from({ length: count }, (_, place) => {
    const random = createRandom(place, STREAMS.fixedLatents)
    return drawLatents(config, random, 1)[0]!
  })
}
