import type { ImportSettings } from '../../contract/import-settings.ts'
import type { Request, Size } from '../decoders/decoder.ts'

type Fitting = Pick<ImportSettings, 'fit' | 'size'>

// What a fit makes the target's side of: the picture's shorter side where it crops, its longer one
// where it pads.
const sideThatCounts = ({ width, height }: Size, { fit }: Fitting): number =>
  fit === 'pad' ? Math.max(width, height) : Math.min(width, height)

/** How a decoder is asked for a picture that is to be fitted. */
export function requestOf(settings: ImportSettings): Request {
  return { scale: (size) => scaleFor(size, settings), background: settings.background }
}

/** The size a picture has when it has been made smaller for a fit, before anything is cut off or added. */
export function scaleFor(picture: Size, fitting: Fitting): Size {
  const { fit, size } = fitting
  if (fit === 'stretch') {
    return { width: Math.min(picture.width, size), height: Math.min(picture.height, size) }
  }
  return shrinkTo(picture, size / sideThatCounts(picture, fitting))
}

/** A size multiplied by a factor of at most 1; each side keeps a pixel. */
export function shrinkTo({ width, height }: Size, factor: number): Size {
  const by = Math.min(1, factor)
  return {
    width: Math.max(1, Math.round(width * by)),
    height: Math.max(1, Math.round(height * by))
  }
}

/** Whether a fit has to enlarge what it takes of a picture of this size. */
export function isEnlarged(picture: Size, fitting: Fitting): boolean {
  const { fit, size } = fitting
  if (fit === 'stretch') return picture.width < size || picture.height < size
  return sideThatCounts(picture, fitting) < size
}
