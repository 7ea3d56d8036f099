import { contrastOf } from './appearance.ts'
import { GRIDS, NEUTRAL, PLANES } from './describe.ts'

interface Coordinate {
  plane: 'luma' | 'blue' | 'red'
  /** Half waves across and down. */
  across: number
  down: number
  /** The most by which copies differ, as a part of their contrast; `npm run bench -- duplicates` measures it. */
  tolerance: number
}

// A cosine transform's first coefficients: smooth, so that copies have nearly the same, and an odd
// number of half waves across only changes its sign when a picture is mirrored.
const COORDINATES: readonly Coordinate[] = [
  { plane: 'luma', across: 0, down: 0, tolerance: 0.14 },
  { plane: 'blue', across: 0, down: 0, tolerance: 0.07 },
  { plane: 'red', across: 0, down: 0, tolerance: 0.07 },
  { plane: 'luma', across: 1, down: 0, tolerance: 0.23 },
  { plane: 'luma', across: 0, down: 1, tolerance: 0.23 },
  { plane: 'luma', across: 1, down: 1, tolerance: 0.08 },
  { plane: 'luma', across: 2, down: 0, tolerance: 0.1 },
  { plane: 'luma', across: 0, down: 2, tolerance: 0.13 },
  { plane: 'luma', across: 2, down: 1, tolerance: 0.13 },
  { plane: 'luma', across: 1, down: 2, tolerance: 0.13 },
  { plane: 'luma', across: 2, down: 2, tolerance: 0.1 },
  { plane: 'luma', across: 3, down: 1, tolerance: 0.1 },
  { plane: 'luma', across: 1, down: 3, tolerance: 0.08 },
  { plane: 'blue', across: 0, down: 1, tolerance: 0.06 },
  { plane: 'red', across: 0, down: 1, tolerance: 0.06 }
]

/** How many numbers place a picture among the others. */
export const DIMENSIONS = COORDINATES.length
/** By what factor the contrast of copies may differ. */
export const CONTRAST_RATIO = 1.15
/** By how much copies may differ in each, as a part of their contrast. */
export const TOLERANCES = COORDINATES.map(({ tolerance }) => tolerance)
/** The sign of each in a mirrored picture. */
export const MIRROR_SIGNS = COORDINATES.map(({ across }) => (across % 2 === 0 ? 1 : -1))

// Without the outermost cells, where crops are felt most.
const BASES = COORDINATES.map(({ plane, across, down }) => {
  const grid = plane === 'luma' ? GRIDS.luma : GRIDS.chroma
  const inner = grid - 2
  const weights: number[] = []
  const cells: number[] = []
  const wave = (waves: number, cell: number) =>
    Math.cos((Math.PI * waves * (cell - 0.5)) / inner) * (waves > 0 ? Math.SQRT2 : 1)
  for (let y = 1; y <= inner; y++) {
    for (let x = 1; x <= inner; x++) {
      cells.push(PLANES[plane] + y * grid + x)
      weights.push((wave(across, x) * wave(down, y)) / inner ** 2)
    }
  }
  return { cells, weights, offset: plane === 'luma' ? 0 : NEUTRAL }
})

/** Where pictures lie: so near to each other are copies that all else need not be compared. */
export interface Places {
  /** `DIMENSIONS` numbers a picture, levels of 255. */
  coordinates: Float32Array
  /** Of each picture, levels of 255; see `contrastOf`. */
  contrasts: Float32Array
}

/** Makes room for the places of `count` pictures. */
export function createPlaces(count: number): Places {
  return { coordinates: new Float32Array(count * DIMENSIONS), contrasts: new Float32Array(count) }
}

/** Works out where one picture lies. */
export function placePicture(places: Places, picture: number, description: Uint8Array): void {
  BASES.forEach(({ cells, weights, offset }, d) => {
    let sum = 0
    for (let i = 0; i < cells.length; i++) sum += (description[cells[i]!]! - offset) * weights[i]!
    places.coordinates[picture * DIMENSIONS + d] = sum
  })
  places.contrasts[picture] = contrastOf(description)
}

/** Whether two pictures, the first as it is or mirrored, lie so near, or `times` as far, that they may be copies. */
export function areNear(
  { coordinates, contrasts }: Places,
  a: number,
  b: number,
  mirrored: boolean,
  times = 1
): boolean {
  const [contrast, other] = [contrasts[a]!, contrasts[b]!]
  const ratio = CONTRAST_RATIO ** times
  if (contrast > other * ratio || other > contrast * ratio) return false
  const reach = ((contrast + other) / 2) * times
  for (let d = 0, i = a * DIMENSIONS, j = b * DIMENSIONS; d < DIMENSIONS; d++, i++, j++) {
    const value = mirrored ? MIRROR_SIGNS[d]! * coordinates[i]! : coordinates[i]!
    if (Math.abs(value - coordinates[j]!) > TOLERANCES[d]! * reach) return false
  }
  return true
}
