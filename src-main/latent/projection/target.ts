import { StudioError } from '../../contract/errors.ts'
import { ImportSettingsSchema } from '../../contract/import-settings.ts'
import { channelCount, type RunConfig } from '../../contract/run-config.ts'
import { fitPicture } from '../../datasets/fit/fit.ts'
import { luma } from '../../datasets/fit/grey.ts'
import { inColour, pipeline } from '../../datasets/fit/picture.ts'
import { requestOf } from '../../datasets/fit/scale.ts'
import { loadBytes } from '../../datasets/load.ts'
import { asUnusable } from '../../datasets/refusal.ts'
import { fromBytes } from '../../gan/pictures.ts'

/** A picture as a model could have made it. */
export interface Target {
  /** size x size x channels in [-1,1]. */
  pixels: Float32Array
  /** The same as PNG. */
  png: Uint8Array
}

/**
 * Fits a picture file of any kind and size to a model: its largest square in the middle, in the model's size
 * and channels. Throws `picture/unusable` where it is no picture, is damaged or is too large.
 */
export async function fitTarget(
  { file, name }: { file: Uint8Array; name: string },
  { size, channels }: Pick<RunConfig, 'size' | 'channels'>
): Promise<Target> {
  const settings = ImportSettingsSchema.parse({ size, channels })
  try {
    const bytes = Buffer.from(file.buffer, file.byteOffset, file.length)
    const { picture } = await loadBytes(bytes, requestOf(settings))
    const { pixels: colours } = await fitPicture(picture, settings)
    const pixels = channels === 'grey' ? luma(colours) : colours
    const shown = inColour({ pixels, width: size, height: size, channels: channelCount(settings) })
    const png = await pipeline(shown).png().toBuffer()
    return { pixels: fromBytes(pixels), png: new Uint8Array(png) }
  } catch (cause) {
    throw new StudioError('picture/unusable', unusableWords(name, asUnusable(cause).reason), {
      cause
    })
  }
}

// An import's reason is a sentence of its own; here it goes on with the file's name.
function unusableWords(name: string, reason: string): string {
  return `“${name}” cannot be looked for in a model; ${reason[0]!.toLowerCase()}${reason.slice(1)}`
}
