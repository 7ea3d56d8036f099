import { formOf, type RunConfig } from '../contract/run-config.ts'
import { drawItem } from '../datasets/forms/draw.ts'

/**
 * What a generator draws, size x size x `pixelDepth` bytes, as a picture to look at, `shownSize` wide and high:
 * pictures are that already, solids are shaded.
 */
export function asShown(
  config: Pick<RunConfig, 'family' | 'size'>,
  drawn: readonly Uint8Array[]
): Uint8Array[] {
  const form = formOf(config)
  if (form === 'pictures') return [...drawn]
  return drawn.map((bytes) => drawItem({ form, size: config.size, channels: 1 }, bytes).pixels)
}
