import {
  areNear,
  CONTRAST_RATIO,
  DIMENSIONS,
  MIRROR_SIGNS,
  TOLERANCES,
  type Places
} from './coordinates.ts'

/** Pictures by the cell of space they lie in, so that only those around a place are looked at. */
export interface Grid {
  add(picture: number): void
  /** Added pictures that lie near this one, as it is or mirrored, as far as so many looks allow. */
  around(picture: number, mirrored: boolean, looks: number): Neighbours
}

/** What a look around gives. */
export interface Neighbours {
  near: number[]
  /** Pictures looked at. */
  looks: number
  /** Whether there were no more. */
  whole: boolean
}

// With more, looking at all cells around a place costs more than the pictures they keep away.
const AXES = 6
// Cells two tolerances wide: a place and what is near it then touch two of them on average.
const WIDTH = 2
// Tolerances grow with contrast, so each class of it, up to half again as much, has a grid of its own.
const CLASS = 1.5
// Four bits an axis, so that a key is a small integer; cells that are 16 apart meet, which does no harm.
const BITS = 4
const CELLS = 1 << BITS
// Pictures by which the axes are chosen.
const SAMPLE = 5_000

/** Begins an empty grid in which tolerances are `times` as large as usual. */
export function createGrid(places: Places, times: number): Grid {
  const { coordinates, contrasts } = places
  const axes = chooseAxes(places)
  const cells = new Map<number, number[]>()
  const classOf = (contrast: number) => Math.floor(Math.log(contrast) / Math.log(CLASS))

  // The cells of a class that lie within so many tolerances of a place.
  const keysAround = (picture: number, contrast: number, mirrored: boolean, tolerances: number) => {
    let keys = [contrast]
    for (const axis of axes) {
      const reach = TOLERANCES[axis]! * times * CLASS ** (contrast + 1)
      const sign = mirrored ? MIRROR_SIGNS[axis]! : 1
      const at = (coordinates[picture * DIMENSIONS + axis]! * sign) / reach
      const low = Math.floor((at - tolerances) / WIDTH) & (CELLS - 1)
      const high = Math.floor((at + tolerances) / WIDTH) & (CELLS - 1)
      const lows = keys.map((bits) => (bits << BITS) | low)
      keys = low === high ? lows : [...lows, ...keys.map((bits) => (bits << BITS) | high)]
    }
    return keys
  }

  return {
    add(picture) {
      const [key] = keysAround(picture, classOf(contrasts[picture]!), false, 0)
      const cell = cells.get(key!)
      if (cell) cell.push(picture)
      else cells.set(key!, [picture])
    },
    around(picture, mirrored, most) {
      const near: number[] = []
      let looks = 0
      const lowest = classOf(contrasts[picture]! / CONTRAST_RATIO)
      const highest = classOf(contrasts[picture]! * CONTRAST_RATIO)
      for (let contrast = lowest; contrast <= highest; contrast++) {
        for (const key of keysAround(picture, contrast, mirrored, 1)) {
          for (const other of cells.get(key) ?? NONE) {
            if (++looks > most) return { near, looks, whole: false }
            if (areNear(places, picture, other, mirrored, times)) near.push(other)
          }
        }
      }
      return { near, looks, whole: true }
    }
  }
}

const NONE: readonly number[] = []

// Those whose deviation is the largest part of what copies may differ by.
function chooseAxes({ coordinates, contrasts }: Places): number[] {
  const step = Math.ceil(contrasts.length / SAMPLE) * DIMENSIONS
  const spreads = TOLERANCES.map((tolerance, axis) => {
    let [count, sum, squares] = [0, 0, 0]
    for (let i = axis; i < coordinates.length; i += step) {
      count++
      sum += coordinates[i]!
      squares += coordinates[i]! ** 2
    }
    return { axis, spread: (squares / count - (sum / count) ** 2) / tolerance ** 2 }
  })
  return spreads
    .sort((a, b) => b.spread - a.spread)
    .slice(0, AXES)
    .map(({ axis }) => axis)
}
