import { readFileSync } from 'node:fs'
import { StudioError } from '../../contract/errors.ts'
import type { KeptMap, LatentMap } from '../../contract/latent.ts'
import { writeWhole } from '../../training/write-whole.ts'
import type { Frame } from './frame.ts'

const FORMAT = 'gan-atelier-map-1'

/** All of a map: what is shown, and what places further samples on it. */
export interface MapFile extends Omit<LatentMap, 'map'> {
  method: KeptMap['method']
  frame: Frame
  /** Of the sketches: see `principalComponents`. */
  mean: number[]
  axes: number[][]
  /** Samples along these axes, rows one after the other. */
  places: number[]
}

/** Writes a map, whole or not at all. */
export function writeMap(file: string, map: MapFile): void {
  const text = JSON.stringify({ format: FORMAT, ...map }, (_, value: unknown) =>
    typeof value === 'number' ? shortened(value) : value
  )
  writeWhole(file, [Buffer.from(text)])
}

/** Reads one; throws `map/unreadable` where it is gone or damaged. */
export function readMapFile(file: string): MapFile {
  try {
    const { format, ...map } = JSON.parse(readFileSync(file, 'utf8')) as MapFile & {
      format: string
    }
    if (format !== FORMAT) throw new Error(`its format is "${format}"`)
    return map
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new StudioError(
      'map/unreadable',
      `The map's file "${file}" cannot be read (${why}); delete the map and make it again.`,
      { cause }
    )
  }
}

/** What is shown of a map. */
export function readMap(file: string): Omit<LatentMap, 'map'> {
  const { x, y, colours } = readMapFile(file)
  return { x, y, colours }
}

// Five digits are more than a screen shows, and a third of the text.
function shortened(value: number): number {
  return Number(value.toPrecision(5))
}
