import type { Orientation } from '../decoders/decoder.ts'
import type { Picture } from './picture.ts'

/**
 * Where the stored picture's row 0 and column 0 lie, as steps in the stored picture (Exif 2.32, tag
 * 274): whether an upright row is a stored column, and from which end columns and rows are taken.
 */
const TURNS: Record<Orientation, { swaps: boolean; fromRight: boolean; fromBottom: boolean }> = {
  1: { swaps: false, fromRight: false, fromBottom: false },
  2: { swaps: false, fromRight: true, fromBottom: false },
  3: { swaps: false, fromRight: true, fromBottom: true },
  4: { swaps: false, fromRight: false, fromBottom: true },
  5: { swaps: true, fromRight: false, fromBottom: false },
  6: { swaps: true, fromRight: false, fromBottom: true },
  7: { swaps: true, fromRight: true, fromBottom: true },
  8: { swaps: true, fromRight: true, fromBottom: false }
}

/** Whether an upright picture's width is the stored one's height. */
export function swapsSides(orientation: Orientation): boolean {
  return TURNS[orientation].swaps
}

/** Sets a stored picture upright. */
export function orient(picture: Picture, orientation: Orientation): Picture {
  if (orientation === 1) return picture
  const { swaps, fromRight, fromBottom } = TURNS[orientation]
  const { pixels: stored, width: across, height: down } = picture
  const [width, height] = swaps ? [down, across] : [across, down]
  const pixels = new Uint8Array(stored.length)
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [column, row] = swaps ? [y, x] : [x, y]
      const from =
        ((fromBottom ? down - 1 - row : row) * across +
          (fromRight ? across - 1 - column : column)) *
        3
      pixels[to++] = stored[from]!
      pixels[to++] = stored[from + 1]!
      pixels[to++] = stored[from + 2]!
    }
  }
  return { pixels, width, height }
}
