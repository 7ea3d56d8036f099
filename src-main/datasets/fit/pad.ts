import type { ImportSettings } from '../../contract/import-settings.ts'
import { parseColour } from '../decoders/background.ts'
import { enlarge } from './enlarge.ts'
import { cropWindow } from './window.ts'
import { cut, pipeline, run, type Picture } from './picture.ts'

type Padding = ImportSettings['padding']
type Surround = (picture: Picture, size: number, background: string) => Picture | Promise<Picture>

/** Standard deviation of the blur behind a picture, as a part of the side: shapes go, colours stay. */
const BLUR = 1 / 16

/** What a padded picture lies on, size x size. */
const SURROUNDS: Record<Padding, Surround> = {
  colour: (_, size, background) => {
    const colour = parseColour(background)
    const pixels = Uint8Array.from({ length: size * size * 3 }, (__, i) => colour[i % 3]!)
    return { pixels, width: size, height: size }
  },
  blur: async (picture, size) => {
    const middle = cut(picture, await cropWindow(picture, 'centre'))
    const enlarged = enlarge(middle, { width: size, height: size })
    return run(pipeline(enlarged).blur(size * BLUR))
  },
  reflect: reflect
}

/** Puts all of a picture whose longer side is `size` into the middle of a square. */
export async function pad(
  picture: Picture,
  { size, padding, background }: Pick<ImportSettings, 'size' | 'padding' | 'background'>
): Promise<Picture> {
  const { width, height } = picture
  if (width === height) return picture
  const around = await SURROUNDS[padding](picture, size, background)
  const { left, top } = margins(picture, size)
  const pixels = Uint8Array.from(around.pixels)
  for (let row = 0; row < height; row++) {
    const line = picture.pixels.subarray(row * width * 3, (row + 1) * width * 3)
    pixels.set(line, ((top + row) * size + left) * 3)
  }
  return { pixels, width: size, height: size }
}

const margins = ({ width, height }: Picture, size: number) => ({
  left: Math.floor((size - width) / 2),
  top: Math.floor((size - height) / 2)
})

function reflect(picture: Picture, size: number): Picture {
  const { left, top } = margins(picture, size)
  const pixels = new Uint8Array(size * size * 3)
  for (let y = 0, to = 0; y < size; y++) {
    const row = mirrored(y - top, picture.height) * picture.width
    for (let x = 0; x < size; x++, to += 3) {
      const from = (row + mirrored(x - left, picture.width)) * 3
      pixels[to] = picture.pixels[from]!
      pixels[to + 1] = picture.pixels[from + 1]!
      pixels[to + 2] = picture.pixels[from + 2]!
    }
  }
  return { pixels, width: size, height: size }
}

/** The place in a row of `length` that a place outside of it mirrors; the ends are not repeated. */
function mirrored(place: number, length: number): number {
  if (length === 1) return 0
  const period = 2 * (length - 1)
  const within = ((place % period) + period) % period
  return Math.min(within, period - within)
}
