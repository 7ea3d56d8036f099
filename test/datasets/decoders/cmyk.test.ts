import sharp, { type Sharp } from 'sharp'
import { expect, test } from 'vitest'
import { SIDE } from '../../corpora/entry.ts'
import { tiff } from '../../corpora/tiff.ts'
import { decodeGood } from '../decode-bytes.ts'
import { meanError } from '../pictures.ts'
import { readPressProfile, type Profile } from './press-profile.ts'

const PIXELS = SIDE * SIDE

/** Inks all over their range, black as well. */
const INKS = Array.from({ length: PIXELS }, (_, i) => [
  (i % 8) * 36,
  (Math.floor(i / 8) % 8) * 36,
  (Math.floor(i / 64) % 4) * 85,
  Math.floor(i / 256) * 80
])

const bytesOf = (inks: readonly number[][]): Buffer =>
  tiff({ bits: 8, channels: 4, photometric: 5, strips: [Buffer.from(inks.flat())] })

/** The profile that libvips has for inks of which no file says whose they are, by its formulas. */
async function pressColours(): Promise<Profile> {
  const profiled = await printed('#000000').withIccProfile('cmyk').tiff().toBuffer()
  const { icc } = await sharp(profiled).metadata()
  return readPressProfile(icc!)
}

const printed = (background: string): Sharp =>
  sharp({ create: { width: 64, height: 64, channels: 3, background } }).toColourspace('cmyk')

test('inks become the colours that a press’s profile says, within 2 levels of its formulas', async () => {
  const colours = INKS.flatMap(await pressColours())
  const { pixels } = await decodeGood(bytesOf(INKS), { size: SIDE })
  expect(meanError(pixels, Uint8Array.from(colours, Math.round))).toBeLessThanOrEqual(2)
})

test('a JPEG of inks becomes the same, whether or not its profile is in it', async () => {
  const press = await pressColours()
  for (const pipeline of [printed('#b4785a'), printed('#b4785a').withIccProfile('cmyk')]) {
    const bytes = await pipeline.jpeg({ quality: 98 }).toBuffer()
    // As they stand in the file.
    const inks = await sharp(bytes)
      .pipelineColourspace('cmyk')
      .toColourspace('cmyk')
      .raw()
      .toBuffer()
    const expected = press([...inks.subarray(0, 4)])
    const { pixels } = await decodeGood(bytes, { size: SIDE })
    for (let channel = 0; channel < 3; channel++) {
      expect(Math.abs(pixels[channel]! - expected[channel]!)).toBeLessThanOrEqual(2)
    }
  }
})

test('inks by the plain formula become what they were made of, and only they', async () => {
  const dark = Array.from({ length: PIXELS }, () => [200, 190, 180, 0])
  const withBlack = dark.map((inks, i) => (i === 99 ? [200, 190, 180, 90] : inks))
  const light = dark.map(() => [90, 60, 30, 0])
  const firstOf = async (inks: number[][]) => {
    const { pixels } = await decodeGood(bytesOf(inks), { size: SIDE })
    return [...pixels.subarray(0, 3)]
  }
  expect(await firstOf(dark)).toEqual([55, 65, 75])
  // A press has printed these: by its profile.
  const press = await pressColours()
  for (const inks of [withBlack, light]) {
    const expected = press(inks[0]!)
    const first = await firstOf(inks)
    first.forEach((level, i) => expect(Math.abs(level - expected[i]!)).toBeLessThanOrEqual(2))
  }
})
