import sharp, { type Sharp } from 'sharp'
import { pattern } from '../datasets/pictures.ts'
import { REASONS, type Entry } from './entry.ts'
import { tiff } from './tiff.ts'

const [WIDTH, HEIGHT] = [200, 150]
const SHARES = [0.01, 0.25, 0.5, 0.99]
const ENCODERS: Record<string, (source: Sharp) => Sharp> = {
  'sequential.jpg': (source) => source.jpeg(),
  'progressive.jpg': (source) => source.jpeg({ progressive: true }),
  'sequential.png': (source) => source.png(),
  'interlaced.png': (source) => source.png({ progressive: true }),
  'palette.png': (source) => source.png({ palette: true }),
  'lossy.webp': (source) => source.webp(),
  'lossless.webp': (source) => source.webp({ lossless: true }),
  'still.gif': (source) => source.gif(),
  'lzw.tif': (source) => source.tiff({ compression: 'lzw' }),
  'jpeg.tif': (source) => source.tiff({ compression: 'jpeg' }),
  'still.avif': (source) => source.avif({ effort: 0 })
}

/** Files of every kind that end at 1, 25, 50 and 99 % of their length, and without their last byte. */
export async function cutEntries(): Promise<Entry[]> {
  const wholes = await wholeFiles()
  return Object.entries(wholes).flatMap(([name, whole]) => {
    const lengths = SHARES.map((share) => Math.floor(whole.length * share))
    // The last number of a text may be shorter without anybody seeing it.
    if (!name.startsWith('text')) lengths.push(whole.length - 1)
    return lengths.map((length): Entry => ({
      name: `cut-at-${length}-${name}`,
      bytes: whole.subarray(0, length),
      // Of the first bytes of a short file nobody can tell what it was to be.
      expected: { reason: length < 20 ? /^It is (cut off|too short)/ : REASONS.cutOff }
    }))
  })
}

/** The same files before they were cut, which are good. */
export async function wholeFiles(): Promise<Record<string, Buffer>> {
  const rgb = pattern(WIDTH, HEIGHT)
  const raw = { width: WIDTH, height: HEIGHT, channels: 3 } as const
  const encoded = await Promise.all(
    Object.entries(ENCODERS).map(async ([name, encode]): Promise<[string, Buffer]> => [
      name,
      await encode(sharp(rgb, { raw })).toBuffer()
    ])
  )
  const layout = { width: WIDTH, height: HEIGHT, bits: 8, channels: 3, photometric: 2 }
  return {
    ...Object.fromEntries(encoded),
    'plain.tif': tiff({ ...layout, strips: [rgb] }),
    'bytes.ppm': Buffer.concat([Buffer.from(`P6 ${WIDTH} ${HEIGHT} 255\n`), rgb]),
    'text.pgm': Buffer.from(
      `P2 ${WIDTH} ${HEIGHT} 255\n${[...rgb.subarray(0, WIDTH * HEIGHT)].join(' ')}`
    ),
    'rows.bmp': bitmap(rgb)
  }
}

// 200 x 3 bytes are whole groups of four.
function bitmap(rgb: Buffer): Buffer {
  const header = Buffer.alloc(54)
  header.write('BM')
  header.writeUInt32LE(header.length, 10)
  header.writeUInt32LE(40, 14)
  header.writeInt32LE(WIDTH, 18)
  header.writeInt32LE(HEIGHT, 22)
  header.writeUInt16LE(1, 26)
  header.writeUInt16LE(24, 28)
  return Buffer.concat([header, rgb])
}
