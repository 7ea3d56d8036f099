import type { ImportSettings } from '../../contract/import-settings.ts'
import type { Size } from '../decoders/decoder.ts'
import { pipeline, type Picture, type Window } from './picture.ts'

type Fit = ImportSettings['fit']

/** Which part of an upright picture a fit takes: its largest square, or all of it. */
export async function cropWindow(picture: Picture, fit: Fit): Promise<Window> {
  const { width, height } = picture
  const side = Math.min(width, height)
  if (fit === 'pad' || fit === 'stretch') return { left: 0, top: 0, width, height }
  if (width === height || fit === 'centre')
    return { ...centred(picture, side), width: side, height: side }
  // The picture is as high or wide as the square already, so nothing is resampled here.
  const { info } = await pipeline(picture)
    .resize({ width: side, height: side, fit: 'cover', position: fit })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { cropOffsetLeft = 0, cropOffsetTop = 0 } = info
  return { left: Math.abs(cropOffsetLeft), top: Math.abs(cropOffsetTop), width: side, height: side }
}

/** Where a square in the middle begins. */
function centred({ width, height }: Size, side: number): { left: number; top: number } {
  return { left: Math.floor((width - side) / 2), top: Math.floor((height - side) / 2) }
}
