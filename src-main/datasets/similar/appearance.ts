import { DETAIL_SCALE, GRIDS, PLANES } from './describe.ts'

/** Values of an appearance: luma, then the two chroma planes. */
export const VALUES = PLANES.detail
/** Ways in which a copy may differ, as `tangents` has them. */
export const TANGENTS = 5

/** A description made ready for comparison. */
export interface Appearance {
  /** The bytes of luma and chroma, each times its weight. */
  values: Float32Array
  /**
   * By how much the values change, to first order, when the picture moves right or down by its width,
   * is stretched across or down from its middle by twice, or is softened: `TANGENTS` rows of `VALUES`.
   */
  tangents: Float32Array
  /** See `contrastOf`. */
  contrast: number
}

// Chroma has a quarter of luma's cells; doubled, its planes weigh as much.
const CHROMA_WEIGHT = 2
// What a crop takes away or lets in is at the edge, and says little about the rest.
const EDGE_WEIGHT = 0.25

// Levels of 255, about what rounding and compression change in a flat picture: less contrast counts as
// this much. With as much detail as the second, half of it: fine textures become flat in a thumbnail,
// and then only what little is left of them tells one from the other.
const LEAST_CONTRAST = 14
const MUCH_DETAIL = 2

const LAYERS = [
  { at: PLANES.luma, grid: GRIDS.luma, weight: 1 },
  { at: PLANES.blue, grid: GRIDS.chroma, weight: CHROMA_WEIGHT },
  { at: PLANES.red, grid: GRIDS.chroma, weight: CHROMA_WEIGHT }
]

/** What each byte of a description counts. */
export const WEIGHTS = new Float32Array(VALUES)
for (const { at, grid, weight } of LAYERS) {
  for (let i = 0; i < grid * grid; i++) {
    const x = i % grid
    const y = (i - x) / grid
    const inside = x > 0 && y > 0 && x < grid - 1 && y < grid - 1
    WEIGHTS[at + i] = inside ? weight : weight * EDGE_WEIGHT
  }
}

/** Makes a description ready for comparison, as it is or mirrored left to right. */
export function readAppearance(description: Uint8Array, mirrored = false): Appearance {
  const values = new Float32Array(VALUES)
  const tangents = new Float32Array(TANGENTS * VALUES)
  for (const { at, grid } of LAYERS) {
    const last = grid - 1
    const plane = new Float32Array(grid * grid)
    for (let i = 0; i < plane.length; i++) {
      const x = i % grid
      plane[i] = description[at + (mirrored ? i - x + last - x : i)]!
    }
    for (let i = 0; i < plane.length; i++) {
      const x = i % grid
      const y = (i - x) / grid
      const to = at + i
      const weight = WEIGHTS[to]!
      const value = plane[i]!
      const left = x > 0 ? plane[i - 1]! : value
      const right = x < last ? plane[i + 1]! : value
      const above = y > 0 ? plane[i - grid]! : value
      const below = y < last ? plane[i + grid]! : value
      // At an edge the difference of two neighbours, elsewhere of those on both sides.
      const across = ((right - left) * grid * weight) / (x > 0 && x < last ? 2 : 1)
      const down = ((below - above) * grid * weight) / (y > 0 && y < last ? 2 : 1)
      values[to] = value * weight
      tangents[to] = across
      tangents[VALUES + to] = down
      tangents[2 * VALUES + to] = across * ((x + 0.5) / grid - 0.5)
      tangents[3 * VALUES + to] = down * ((y + 0.5) / grid - 0.5)
      // The Laplacian: the first thing that goes when a picture is made small, or compressed hard.
      tangents[4 * VALUES + to] = ((left + right + above + below - 4 * value) * weight) / 4
    }
  }
  return { values, tangents, contrast: contrastOf(description) }
}

/** By what differences of a picture are judged: the deviation of luma and chroma, levels of 255. */
export function contrastOf(description: Uint8Array): number {
  const detail = meanOf(description, PLANES.detail, GRIDS.detail ** 2) / DETAIL_SCALE
  let variance = (LEAST_CONTRAST / (1 + (detail / MUCH_DETAIL) ** 2)) ** 2
  for (const { at, grid, weight } of LAYERS) {
    const mean = meanOf(description, at, grid * grid)
    let squares = 0
    for (let i = at; i < at + grid * grid; i++) squares += (description[i]! - mean) ** 2
    variance += (squares / (grid * grid)) * weight ** 2
  }
  return Math.sqrt(variance)
}

function meanOf(description: Uint8Array, at: number, cells: number): number {
  let sum = 0
  for (let i = at; i < at + cells; i++) sum += description[i]!
  return sum / cells
}
