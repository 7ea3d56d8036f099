import type { ImportSettings } from '../contract/import-settings.ts'
import { channelCount } from '../contract/run-config.ts'
import type { PreviewSample } from '../contract/models.ts'
import type { Unusable } from './decoded.ts'
import { fitPicture } from './fit/fit.ts'
import { isGrey, luma } from './fit/grey.ts'
import { inColour, pipeline, type Picture } from './fit/picture.ts'
import { isEnlarged, requestOf, shrinkTo } from './fit/scale.ts'
import { cropWindow } from './fit/window.ts'
import type { Found } from './found.ts'
import { load } from './load.ts'
import { asUnusable } from './refusal.ts'

/** What an import would make of a file, to be looked at. */
export interface PreviewPicture extends Omit<PreviewSample, 'file' | 'problem'> {
  kind: 'preview'
  /** PNG of the upright picture, its longer side at most `LONGEST_PREVIEW` px. */
  before: Uint8Array
  /** PNG of what goes into the data set. */
  after: Uint8Array
}

/** Pixels of the longer side of a preview. */
export const LONGEST_PREVIEW = 256

/** Decodes a file as an import would, and shows what is taken of it. */
export async function previewFound(
  found: Pick<Found, 'place'>,
  settings: ImportSettings
): Promise<PreviewPicture | Unusable> {
  try {
    const { place } = found
    const { size, background, fit, channels } = settings
    const { picture, width, height, note } = await load(place, requestOf(settings))
    const { pixels } = await fitPicture(picture, settings)
    const after = channels === 'grey' ? luma(pixels) : pixels
    const shown = await load(place, {
      background,
      scale: (whole) => shrinkTo(whole, LONGEST_PREVIEW / Math.max(whole.width, whole.height))
    })
    return {
      kind: 'preview',
      before: await toPng(shown.picture),
      after: await toPng(
        inColour({ pixels: after, width: size, height: size, channels: channelCount(settings) })
      ),
      width,
      height,
      window: await windowIn(picture, fit),
      upscaled: isEnlarged({ width, height }, settings),
      grey: isGrey(pixels),
      ...(note !== undefined && { note })
    }
  } catch (error) {
    return asUnusable(error)
  }
}

function toPng(picture: Picture): Promise<Buffer> {
  return pipeline(picture).png().toBuffer()
}

async function windowIn(
  picture: Picture,
  fit: ImportSettings['fit']
): Promise<PreviewSample['window']> {
  const { left, top, width, height } = await cropWindow(picture, fit)
  return {
    left: left / picture.width,
    top: top / picture.height,
    width: width / picture.width,
    height: height / picture.height
  }
}
