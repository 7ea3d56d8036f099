import type { ImportSettings } from '../../contract/import-settings.ts'
import { enlarge } from './enlarge.ts'
import { pad } from './pad.ts'
import { cut, type Picture } from './picture.ts'
import { cropWindow } from './window.ts'

/** Makes an upright picture, made smaller by `scaleFor` already, size x size. */
export async function fitPicture(picture: Picture, settings: ImportSettings): Promise<Picture> {
  const { fit, size } = settings
  if (fit === 'pad') return pad(enlarge(picture, filling(picture, size)), settings)
  // Enlarged after it is cropped: a long strip would become huge otherwise.
  return enlarge(cut(picture, await cropWindow(picture, fit)), { width: size, height: size })
}

// The size whose longer side is `size`.
function filling({ width, height }: Picture, size: number) {
  const factor = size / Math.max(width, height)
  return {
    width: Math.max(1, Math.round(width * factor)),
    height: Math.max(1, Math.round(height * factor))
  }
}
