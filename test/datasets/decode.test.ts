import { createHash } from 'node:crypto'
import sharp, { type Sharp } from 'sharp'
import { expect, test } from 'vitest'
import { decodeFound } from '../../src-main/datasets/decode.ts'
import { DESCRIPTION_BYTES } from '../../src-main/datasets/similar/describe.ts'
import { decodeBytes, decodeGood, reasonFor, settingsOf } from './decode-bytes.ts'
import { meanError, pattern, picture } from './pictures.ts'

// Formats, colour types, turns and damage are those of test/corpora; here is what settings do.
const SIZE = 32

test('a picture is told with its size, its file’s hash and its description', async () => {
  const bytes = await picture(300, 200).png().toBuffer()
  expect(await decodeGood(bytes, { size: SIZE })).toMatchObject({
    width: 300,
    height: 200,
    upscaled: false,
    grey: false,
    labels: {},
    sha256: createHash('sha256').update(bytes).digest('hex'),
    description: expect.objectContaining({ length: DESCRIPTION_BYTES })
  })
})

test('the middle is kept, and smaller pictures are enlarged and counted', async () => {
  const wide = await decodeBytes(await picture(96, 32).png().toBuffer(), { size: SIZE })
  const middle = picture(96, 32).extract({ left: 32, top: 0, width: 32, height: 32 })
  const small = await decodeBytes(await picture(40, 20).png().toBuffer(), { size: SIZE })
  const expected = new Uint8Array(await middle.raw().toBuffer())
  expect(wide).toMatchObject({ pixels: expected, upscaled: false })
  expect(small).toMatchObject({ upscaled: true })
})

test('what shows through a transparent picture can be chosen', async () => {
  const clear = await picture(SIZE, SIZE).ensureAlpha(0).png().toBuffer()
  const { pixels } = await decodeGood(clear, { size: SIZE, background: '#000000' })
  expect(new Set(pixels)).toEqual(new Set([0]))
})

test('one channel is luma, and that of a grey picture its own levels', async () => {
  const colours = pattern(SIZE, SIZE)
  const luma = Uint8Array.from({ length: SIZE * SIZE }, (_, i) =>
    Math.round(0.299 * colours[i * 3]! + 0.587 * colours[i * 3 + 1]! + 0.114 * colours[i * 3 + 2]!)
  )
  const raw = { width: SIZE, height: SIZE, channels: 1 } as const
  const grey = await sharp(luma, { raw }).toColourspace('b-w').png().toBuffer()
  const settings = { size: SIZE, channels: 'grey' } as const
  const ofColours = await decodeGood(await picture(SIZE, SIZE).png().toBuffer(), settings)
  const ofGrey = await decodeGood(grey, settings)
  expect(ofColours).toMatchObject({ pixels: luma, grey: false })
  expect(ofGrey).toMatchObject({ pixels: luma, grey: true })
})

test('grey is seen through JPEG’s rounding', async () => {
  const grey = await picture(200, 200).greyscale().toColourspace('srgb').jpeg().toBuffer()
  expect((await sharp(grey).metadata()).channels).toBe(3)
  expect(await decodeGood(grey, { size: SIZE })).toMatchObject({ grey: true })
})

test('bare pixels of a packed set need no file', async () => {
  const levels = Uint8Array.from({ length: 28 * 28 }, (_, i) => i % 256)
  const place = { kind: 'grey', pixels: levels, width: 28, height: 28 } as const
  expect(await decodeFound({ place }, settingsOf({ size: SIZE, channels: 'grey' }))).toMatchObject({
    width: 28,
    height: 28,
    grey: true,
    upscaled: true,
    sha256: createHash('sha256').update(levels).digest('hex')
  })
})

test('a file’s own keywords are read unless they are not wanted', async () => {
  const exif = { IFD0: { ImageDescription: 'A harbour at noon' } }
  const bytes = await picture(64, 64).withExif(exif).jpeg().toBuffer()
  expect((await decodeGood(bytes)).labels).toEqual({ caption: 'A harbour at noon' })
  expect((await decodeGood(bytes, { labels: ['folders'] })).labels).toBeUndefined()
})

// The damage of a tall picture lies outside of what is kept, and of a strip far outside.
test.each([
  [120, 700],
  [40, 900]
])('damage outside of what is kept of %i × %i is found', async (width, height) => {
  const encoders: ((source: Sharp) => Sharp)[] = [
    (source) => source.jpeg(),
    (source) => source.jpeg({ progressive: true }),
    (source) => source.png(),
    (source) => source.webp(),
    (source) => source.gif(),
    (source) => source.tiff({ compression: 'lzw' }),
    (source) => source.avif({ effort: 0 })
  ]
  for (const encode of encoders) {
    const whole = await encode(picture(width, height)).toBuffer()
    for (const fit of ['centre', 'attention', 'pad'] as const) {
      expect(await decodeBytes(whole, { size: SIZE, fit })).toMatchObject({ kind: 'decoded' })
      const cut = whole.subarray(0, Math.floor(whole.length * 0.95))
      expect(await reasonFor(cut, { size: SIZE, fit })).toMatch(/^It is cut off: /)
    }
  }
})

test('the same pixels come from a picture whatever encodes it without loss', async () => {
  const encoded = await Promise.all([
    picture(150, 100).png().toBuffer(),
    picture(150, 100).webp({ lossless: true }).toBuffer(),
    picture(150, 100).tiff({ compression: 'none' }).toBuffer(),
    // A decoder of our own, which leaves the shrinking to others.
    picture(150, 100)
      .raw()
      .toBuffer()
      .then((rgb) => Buffer.concat([Buffer.from('P6 150 100 255\n'), rgb]))
  ])
  const [first, ...others] = await Promise.all(
    encoded.map((bytes) => decodeGood(bytes, { size: SIZE }))
  )
  // libwebp makes pictures smaller by a filter of its own.
  for (const { pixels } of others) expect(meanError(pixels, first!.pixels)).toBeLessThan(1)
})
