import type { Metadata, Sharp } from 'sharp'
import type { RawPicture } from '../decoded.ts'
import { plainBytes } from '../fit/picture.ts'
import { refusal } from '../refusal.ts'
import { fromPlainInk, isPlainInk } from './cmyk.ts'

const WHOLE_NUMBERS = new Set(['uchar', 'ushort'])

/** Refuses numbers of which no file says what colours they are. */
export function checkNumbers({ depth, space, channels }: Metadata): void {
  if (space === 'multiband') {
    throw refusal(`It has ${channels} channels that are not colours; save it as RGB.`)
  }
  // What floating-point numbers look like is a matter of taste; those of Lab are defined.
  if (space !== 'lab' && !WHOLE_NUMBERS.has(depth)) {
    throw refusal(`Its numbers are of the kind “${depth}”, not 8 or 16 bits; save it with 8 bits.`)
  }
}

/** Runs a pipeline to 8-bit sRGB over a background; `open` begins one that is the same each time. */
export async function toRgb(
  open: () => Sharp,
  { space, icc, channels, depth }: Metadata,
  background: string
): Promise<RawPicture> {
  if (space === 'cmyk' && !icc && channels === 4) {
    const inks = await run(open().pipelineColourspace('cmyk').toColourspace('cmyk'))
    if (isPlainInk(inks.pixels)) return { ...inks, pixels: fromPlainInk(inks.pixels), channels: 3 }
  }
  // sharp turns 16-bit numbers with a profile into Display P3's unless they become 8-bit first.
  const input = depth === 'ushort' && icc ? open().pipelineColourspace('srgb') : open()
  return { ...(await run(input.flatten({ background }).toColourspace('srgb'))), channels: 3 }
}

async function run(steps: Sharp): Promise<Omit<RawPicture, 'channels'>> {
  const { data, info } = await steps.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  return { pixels: plainBytes(data), width: info.width, height: info.height }
}
