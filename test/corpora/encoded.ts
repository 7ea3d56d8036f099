import type { Sharp } from 'sharp'
import sharp from 'sharp'
import { SIDE, type Entry } from './entry.ts'
import { chunk, header, imageData, png } from './png.ts'
import { COLOURS, store } from './samples.ts'

const size = { width: SIDE, height: SIDE }
const FRAMES = 3

function open(samples: readonly number[] | Uint8Array, channels: 1 | 3 | 4): Sharp {
  const opened = sharp(Uint8Array.from(samples), { raw: { ...size, channels } })
  return channels === 1 ? opened.toColourspace('b-w') : opened
}

// The picture and two others below it, as sharp takes animations.
function animated(): Sharp {
  const others = COLOURS.map((value) => 255 - value)
  const frames = Buffer.concat([COLOURS, others, COLOURS])
  return sharp(frames, {
    raw: { width: SIDE, height: SIDE * FRAMES, channels: 3, pageHeight: SIDE }
  })
}

const ANIMATION = `It is an animation of ${FRAMES} frames; the first one is used.`

/** What only a real encoder writes, of every kind and colour type. */
export async function encodedEntries(): Promise<Entry[]> {
  const rgb = open(COLOURS, 3)
  const grey = store('grey', 8)
  const rgba = store('rgba', 8)
  const full = { quality: 98, chromaSubsampling: '4:4:4' }
  const avif = { ...full, effort: 0 }
  const files: Record<string, [Sharp, Uint8Array, string?]> = {
    'rgb.jpg': [rgb.clone().jpeg(full), COLOURS],
    'rgb-420.jpg': [rgb.clone().jpeg({ quality: 98 }), COLOURS],
    'rgb-progressive.jpg': [rgb.clone().jpeg({ ...full, progressive: true }), COLOURS],
    'grey.jpg': [open(grey.samples, 1).jpeg(full), grey.shown],
    'rgb-p3.jpg': [rgb.clone().withIccProfile('p3').jpeg(full), COLOURS],
    'png-as.jpg': [rgb.clone().png(), COLOURS],
    'interlaced.png': [rgb.clone().png({ progressive: true }), COLOURS],
    'rgb-p3.png': [rgb.clone().withIccProfile('p3').png(), COLOURS],
    'rgb-p3-16.png': [rgb.clone().toColourspace('rgb16').withIccProfile('p3').png(), COLOURS],
    'rgb-srgb-16.png': [rgb.clone().toColourspace('rgb16').withIccProfile('srgb').png(), COLOURS],
    'rgb.webp': [rgb.clone().webp({ quality: 100, smartSubsample: true }), COLOURS],
    'rgb-lossless.webp': [rgb.clone().webp({ lossless: true }), COLOURS],
    'rgba.webp': [open(rgba.samples, 4).webp({ lossless: true }), rgba.shown],
    'animated.webp': [animated().webp({ lossless: true }), COLOURS, ANIMATION],
    'rgb.avif': [rgb.clone().avif(avif), COLOURS],
    'rgba.avif': [open(rgba.samples, 4).avif(avif), rgba.shown],
    'lzw.tif': [rgb.clone().tiff({ compression: 'lzw', predictor: 'horizontal' }), COLOURS],
    'tiles.tif': [
      rgb.clone().tiff({ compression: 'deflate', tile: true, tileWidth: 16, tileHeight: 16 }),
      COLOURS
    ],
    'big.tif': [rgb.clone().tiff({ compression: 'none', bigtiff: true }), COLOURS],
    'lab.tif': [rgb.clone().toColourspace('lab').tiff({ compression: 'none' }), COLOURS]
  }
  const encoded = await Promise.all(
    Object.entries(files).map(async ([name, [file, pixels, note]]): Promise<Entry> => {
      const bytes = await file.toBuffer()
      return { name, bytes, expected: { pixels, ...(note !== undefined && { note }) } }
    })
  )
  return [
    ...encoded,
    ...oddJpegs(encoded),
    sequence(encoded),
    await stripesGif(),
    await animatedGif(),
    animatedPng()
  ]
}

// What cameras and old programs write, and libjpeg warns of: the picture is whole.
function oddJpegs(encoded: Entry[]): Entry[] {
  const { bytes, expected } = encoded.find(({ name }) => name === 'rgb.jpg')!
  // sharp begins with the tables, so that these segments come first.
  const begun = (segment: string): Buffer =>
    Buffer.concat([bytes.subarray(0, 2), Buffer.from(segment, 'latin1'), bytes.subarray(2)])
  const scan = Buffer.from(bytes)
  scan[scan.indexOf('\xff\xda', 0, 'latin1') + 12] = 0
  const files: Record<string, Buffer> = {
    'unknown-jfif.jpg': begun('\xff\xe0\0\x10JFIF\0\x07\0\0\0\x01\0\x01\0\0'),
    'unknown-adobe.jpg': begun('\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\x09'),
    'unknown-scan.jpg': scan
  }
  return Object.entries(files).map(([name, odd]) => ({ name, bytes: odd, expected }))
}

// An animation's file with nothing but its still picture.
function sequence(encoded: Entry[]): Entry {
  const { bytes, expected } = encoded.find(({ name }) => name === 'rgb.avif')!
  const renamed = Buffer.from(bytes)
  renamed.write('avis', 8)
  return { name: 'sequence.avif', bytes: renamed, expected }
}

// Few enough colours for a GIF's palette.
const STRIPES = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) =>
  (Math.floor(i / 3) % SIDE) % 8 < 4 ? [220, 40, 60][i % 3]! : [30, 90, 210][i % 3]!
)

async function stripesGif(): Promise<Entry> {
  const bytes = await open(STRIPES, 3).gif({ dither: 0 }).toBuffer()
  return { name: 'stripes.gif', bytes, expected: { pixels: STRIPES } }
}

async function animatedGif(): Promise<Entry> {
  const others = STRIPES.map((value) => 255 - value)
  const raw = { width: SIDE, height: SIDE * 2, channels: 3, pageHeight: SIDE } as const
  const bytes = await sharp(Buffer.concat([STRIPES, others]), { raw })
    .gif({ dither: 0 })
    .toBuffer()
  const note = 'It is an animation of 2 frames; the first one is used.'
  return { name: 'animated.gif', bytes, expected: { pixels: STRIPES, note } }
}

// sharp writes none: the picture is the first frame, a second one follows (APNG 1.0).
function animatedPng(): Entry {
  const { samples, shown } = store('rgb', 8)
  const data = imageData(samples, SIDE * 3, 8)
  const control = Buffer.alloc(26)
  control.writeUInt32BE(SIDE, 4)
  control.writeUInt32BE(SIDE, 8)
  const second = Buffer.from(control)
  second.writeUInt32BE(1, 0)
  const bytes = png(
    header(SIDE, SIDE, 8, 2),
    chunk('acTL', Buffer.of(0, 0, 0, 2, 0, 0, 0, 0)),
    chunk('fcTL', control),
    chunk('IDAT', data),
    chunk('fcTL', second),
    chunk('fdAT', Buffer.concat([Buffer.of(0, 0, 0, 2), data]))
  )
  const note = 'It is an animation of 2 frames; the first one is used.'
  return { name: 'animated.png', bytes, expected: { pixels: shown, note } }
}
