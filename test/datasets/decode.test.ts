import { crc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { expect, test } from 'vitest'
import { decodeBytes, decodeGood, reasonFor } from './decode-bytes.ts'
import { meanError, pattern, picture } from './pictures.ts'

const SIZE = 32
const TOLERANCE = 2

async function pixelsOf(bytes: Buffer, background = '#ffffff') {
  return (await decodeGood(bytes, { size: SIZE, background })).pixels
}

// The pattern in shades of one grey, as RGB.
async function grey(): Promise<Buffer> {
  const shades = await picture(SIZE, SIZE).greyscale().raw().toBuffer()
  return Buffer.from([...shades].flatMap((shade) => [shade, shade, shade]))
}

const withAlpha = (alpha: number): Sharp =>
  picture(SIZE, SIZE).ensureAlpha(alpha).toColourspace('srgb')

const half = (bytes: Buffer, ground: number): Buffer =>
  Buffer.from(bytes.map((value) => Math.round((value + ground) / 2)))

const COLOUR_TYPES: Record<string, () => Promise<[Buffer, Buffer]>> = {
  'RGB PNG': async () => [await picture(SIZE, SIZE).png().toBuffer(), pattern(SIZE, SIZE)],
  '16-bit PNG': async () => [
    await picture(SIZE, SIZE).toColourspace('rgb16').png().toBuffer(),
    pattern(SIZE, SIZE)
  ],
  'grey PNG': async () => [
    await picture(SIZE, SIZE).greyscale().toColourspace('b-w').png().toBuffer(),
    await grey()
  ],
  'grey 16-bit PNG': async () => [
    await picture(SIZE, SIZE).greyscale().toColourspace('grey16').png().toBuffer(),
    await grey()
  ],
  'grey JPEG': async () => [
    await picture(SIZE, SIZE).greyscale().toColourspace('b-w').jpeg({ quality: 98 }).toBuffer(),
    await grey()
  ],
  'RGBA PNG over white': async () => [
    await withAlpha(0.5).png().toBuffer(),
    half(pattern(SIZE, SIZE), 255)
  ],
  'RGBA WebP over white': async () => [
    await withAlpha(0.5).webp({ lossless: true }).toBuffer(),
    half(pattern(SIZE, SIZE), 255)
  ],
  'grey and alpha PNG': async () => [
    await picture(SIZE, SIZE).greyscale().toColourspace('b-w').ensureAlpha(0.5).png().toBuffer(),
    half(await grey(), 255)
  ],
  'wholly transparent PNG': async () => [
    await withAlpha(0).png().toBuffer(),
    Buffer.alloc(SIZE * SIZE * 3, 255)
  ],
  'LZW TIFF': async () => [
    await picture(SIZE, SIZE).tiff({ compression: 'lzw' }).toBuffer(),
    pattern(SIZE, SIZE)
  ],
  AVIF: async () => [
    await picture(SIZE, SIZE).avif({ quality: 95, effort: 0 }).toBuffer(),
    pattern(SIZE, SIZE)
  ],
  'RGB JPEG': async () => [
    await picture(SIZE, SIZE).jpeg({ quality: 98, chromaSubsampling: '4:4:4' }).toBuffer(),
    pattern(SIZE, SIZE)
  ]
}

test.each(Object.entries(COLOUR_TYPES))('%s becomes right RGB', async (_, make) => {
  const [bytes, expected] = await make()
  expect(meanError(await pixelsOf(bytes), expected)).toBeLessThanOrEqual(TOLERANCE)
})

test('a palette keeps its colours', async () => {
  const colours = [
    [220, 40, 40],
    [40, 200, 60],
    [30, 60, 210],
    [240, 230, 90]
  ]
  const flat = Buffer.alloc(SIZE * SIZE * 3)
  for (let i = 0; i < SIZE * SIZE; i++) flat.set(colours[(i >> 3) % 4]!, i * 3)
  const raw = { width: SIZE, height: SIZE, channels: 3 } as const
  const bytes = await sharp(flat, { raw }).png({ palette: true, colours: 4, dither: 0 }).toBuffer()
  expect(meanError(await pixelsOf(bytes), flat)).toBeLessThanOrEqual(TOLERANCE)
})

test('CMYK becomes RGB by its profile, neither inverted nor taken for transparency', async () => {
  // Muted colours, which print inks can reach; the way there still darkens them, as paper is not
  // as bright as a screen, hence the wider tolerance.
  const raw = { width: SIZE, height: SIZE, channels: 3 } as const
  const muted = Buffer.from(pattern(SIZE, SIZE).map((value) => 100 + value / 5))
  for (const colours of [muted, Buffer.alloc(muted.length, 255)]) {
    const print = sharp(colours, { raw }).toColourspace('cmyk')
    const bytes = await print.jpeg({ quality: 98, chromaSubsampling: '4:4:4' }).toBuffer()
    expect((await sharp(bytes).metadata()).space).toBe('cmyk')
    expect(meanError(await pixelsOf(bytes), colours)).toBeLessThanOrEqual(8)
  }
})

test('what shows through a transparent picture can be chosen', async () => {
  const bytes = await withAlpha(0).png().toBuffer()
  const black = Buffer.alloc(SIZE * SIZE * 3)
  expect(Buffer.from(await pixelsOf(bytes, '#000000'))).toEqual(black)
})

const END = SIZE - 1

// Which upright pixel [x, y] a camera stores at a row and column, for orientations 1 to 8 (Exif 2.32,
// tag 274: where the 0th row and the 0th column lie).
const STORED: ((row: number, column: number) => [number, number])[] = [
  (row, column) => [column, row],
  (row, column) => [END - column, row],
  (row, column) => [END - column, END - row],
  (row, column) => [column, END - row],
  (row, column) => [row, column],
  (row, column) => [END - row, column],
  (row, column) => [END - row, END - column],
  (row, column) => [row, END - column]
]

test.each([1, 2, 3, 4, 5, 6, 7, 8])('EXIF orientation %i is set upright', async (orientation) => {
  const upright = pattern(SIZE, SIZE)
  const stored = Buffer.alloc(upright.length)
  for (let i = 0; i < SIZE * SIZE; i++) {
    const [x, y] = STORED[orientation - 1]!(Math.floor(i / SIZE), i % SIZE)
    upright.copy(stored, i * 3, (y * SIZE + x) * 3, (y * SIZE + x) * 3 + 3)
  }
  const raw = { width: SIZE, height: SIZE, channels: 3 } as const
  const encoded = sharp(stored, { raw }).withMetadata({ orientation })
  const jpeg = await encoded.jpeg({ quality: 98, chromaSubsampling: '4:4:4' }).toBuffer()
  expect(meanError(await pixelsOf(jpeg), upright)).toBeLessThanOrEqual(TOLERANCE)
})

test('the middle is kept, and smaller pictures are enlarged and counted', async () => {
  const wide = await decodeBytes(await picture(96, 32).png().toBuffer(), { size: SIZE })
  const middle = picture(96, 32).extract({ left: 32, top: 0, width: 32, height: 32 })
  const small = await decodeBytes(await picture(40, 20).png().toBuffer(), { size: SIZE })
  const expected = new Uint8Array(await middle.raw().toBuffer())
  expect(wide).toMatchObject({ pixels: expected, upscaled: false })
  expect(small).toMatchObject({ upscaled: true })
})

const CUT = [0.01, 0.25, 0.5, 0.99]
const CUT_KINDS: Record<string, (source: Sharp) => Sharp> = {
  JPEG: (source) => source.jpeg(),
  'progressive JPEG': (source) => source.jpeg({ progressive: true }),
  PNG: (source) => source.png(),
  'interlaced PNG': (source) => source.png({ progressive: true }),
  WebP: (source) => source.webp(),
  GIF: (source) => source.gif(),
  TIFF: (source) => source.tiff({ compression: 'lzw' }),
  AVIF: (source) => source.avif({ effort: 0 })
}

// The damage of a tall picture lies outside of what is kept, and of a strip far outside.
const SHAPES = [
  [200, 150],
  [120, 700],
  [40, 900]
] as const

test.each(Object.entries(CUT_KINDS))('%s that is cut off is refused', async (_, encode) => {
  for (const [width, height] of SHAPES) {
    const whole = await encode(picture(width, height)).toBuffer()
    expect(await decodeBytes(whole, { size: SIZE })).toMatchObject({ kind: 'decoded' })
    for (const share of CUT) {
      const cut = whole.subarray(0, Math.floor(whole.length * share))
      const reason = await reasonFor(cut, { size: SIZE })
      expect({ share, width, reason }).toEqual({
        share,
        width,
        reason: expect.stringMatching(/^It is cut off: /)
      })
    }
  }
})

test('the reason says whether a file is cut off or damaged', async () => {
  const whole = await picture(300, 300).png().toBuffer()
  const cut = whole.subarray(0, whole.length / 2)
  const flipped = Buffer.from(whole)
  flipped[whole.length >> 1]! ^= 255
  const size = SIZE
  expect(await decodeBytes(cut, { size })).toEqual({
    kind: 'unusable',
    reason: 'It is cut off: its PNG data end too early.'
  })
  expect(await decodeBytes(flipped, { size })).toEqual({
    kind: 'unusable',
    reason: 'It is damaged: its PNG data cannot be decoded.'
  })
})

test('a picture that is too large is refused by its header', async () => {
  const side = 30_000
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  // One bit a pixel, grey.
  header[8] = 1
  const bomb = Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(side))),
    chunk('IEND', Buffer.alloc(0))
  ])
  expect(await decodeBytes(bomb, { size: SIZE })).toEqual({
    kind: 'unusable',
    reason: 'It has 900 megapixels, more than the 200 allowed; make it smaller.'
  })
})

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

test('an animation gives its first frame and says so', async () => {
  const frames = Buffer.concat([0, 1, 2].map((seed) => pattern(SIZE, SIZE, seed)))
  const raw = { width: SIZE, height: SIZE * 3, channels: 3, pageHeight: SIZE } as const
  const bytes = await sharp(frames, { raw }).webp({ lossless: true, loop: 0 }).toBuffer()
  expect(await decodeBytes(bytes, { size: SIZE })).toMatchObject({
    pixels: new Uint8Array(pattern(SIZE, SIZE)),
    note: 'It is an animation of 3 frames; the first one is used.'
  })
})

test('a file is read by content, not by name', async () => {
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
  expect(await reasonFor(Buffer.from('not a picture'))).toBe(
    'It is not a picture: its content is text.'
  )
  expect(await reasonFor(Buffer.from(drawing))).toBe(
    'It is an SVG drawing, which is not read as it may hold code; save it as PNG.'
  )
  expect(await reasonFor(Buffer.alloc(0))).toBe('It is empty (0 bytes).')
})
