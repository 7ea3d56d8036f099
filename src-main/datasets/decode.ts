import { createHash } from 'node:crypto'
import type { ImportSettings } from '../contract/import-settings.ts'
import { channelCount } from '../contract/run-config.ts'
import type { Decoded, Unusable } from './decoded.ts'
import { fitPicture } from './fit/fit.ts'
import { isGrey, luma } from './fit/grey.ts'
import { isEnlarged, requestOf } from './fit/scale.ts'
import type { Found } from './found.ts'
import { readEmbeddedLabels } from './labels/embedded.ts'
import { load } from './load.ts'
import type { Allocate } from './read-bytes.ts'
import { asUnusable } from './refusal.ts'
import { describePicture } from './similar/describe.ts'

/**
 * Reads, decodes and fits one picture, whatever its name says. All of it is decoded, so that damage
 * anywhere in it is found now and not while training. What comes of it may lie in what `allocate` gives.
 */
export async function decodeFound(
  { place }: Pick<Found, 'place'>,
  settings: ImportSettings,
  allocate?: Allocate
): Promise<Decoded | Unusable> {
  try {
    const { picture, width, height, note, bytes, kind } = await load(
      place,
      requestOf(settings),
      allocate
    )
    const { pixels: colours } = await fitPicture(picture, settings)
    const pixels = settings.channels === 'grey' ? luma(colours) : colours
    const wantsKeywords = kind !== undefined && settings.labels.includes('keywords')
    return {
      kind: 'decoded',
      pixels,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      width,
      height,
      upscaled: isEnlarged({ width, height }, settings),
      grey: isGrey(colours),
      ...(note !== undefined && { note }),
      ...(wantsKeywords && { labels: readEmbeddedLabels(bytes, kind) }),
      description: describePicture(pixels, settings.size, channelCount(settings))
    }
  } catch (error) {
    return asUnusable(error)
  }
}
