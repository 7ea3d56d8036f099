import sharp from 'sharp'
import { expect, test } from 'vitest'
import { loadModule } from '../../../src-main/datasets/decoders/jpeg.ts'
import { createRandom } from '../../../src-main/engine/random.ts'
import { meanError, picture } from '../pictures.ts'
import { HALF_ACROSS, HALF_DOWN, RESTARTS } from './jpeg-files.ts'

// The set-up builds it wherever there is a compiler, which these tests have.
const jpeg = loadModule()!

interface Kind {
  chromaSubsampling?: '4:4:4' | '4:2:0'
  grey?: boolean
  quality?: number
}

function encode(width: number, height: number, kind: Kind = {}): Promise<Buffer> {
  const { chromaSubsampling = '4:2:0', grey = false, quality = 90 } = kind
  const colours = picture(width, height)
  const shades = grey ? colours.greyscale().toColourspace('b-w') : colours
  return shades.jpeg({ chromaSubsampling, quality }).toBuffer()
}

// What libvips makes of the whole file, made smaller with the same kernel.
async function reference(
  file: Buffer,
  width: number,
  height: number,
  isGrey = false
): Promise<Buffer> {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true })
  const raw = { width: info.width, height: info.height, channels: info.channels }
  const smaller = sharp(data, { raw }).resize(width, height, { fit: 'fill' })
  return (isGrey ? smaller.extractChannel(0) : smaller).raw().toBuffer()
}

const KINDS: Kind[] = [
  { chromaSubsampling: '4:4:4' },
  { chromaSubsampling: '4:2:0' },
  { chromaSubsampling: '4:2:0', quality: 40 },
  { grey: true }
]
const SIZES = [
  [1, 1],
  [7, 3],
  [16, 16],
  [17, 33],
  [64, 40],
  [127, 70]
]

test.each(KINDS)('%o is decoded as libvips decodes it, whole and smaller', async (kind) => {
  const errors: [string, number][] = []
  for (const [width = 0, height = 0] of SIZES) {
    const file = await encode(width, height, kind)
    expect(jpeg.inspect(file)).toEqual([width, height, kind.grey ? 1 : 3, 1])
    // Of a few pixels a kernel's edges are all there is.
    for (const part of width < 64 ? [1] : [1, 1.3, 2, 3.3, 5]) {
      const [w, h] = [Math.ceil(width / part), Math.ceil(height / part)]
      const error = meanError(await reference(file, w, h, kind.grey), jpeg.decode(file, w, h)!)
      errors.push([`${width} x ${height} to ${w} x ${h}`, error])
    }
  }
  expect(errors.filter(([, error]) => error > 2)).toEqual([])
})

test.each([
  ['4:2:2', HALF_ACROSS],
  ['4:4:0', HALF_DOWN]
])('colour sampled %s is decoded as libvips decodes it, whole and smaller', async (_, file) => {
  const sizes = [
    [41, 27],
    [30, 20],
    [20, 13],
    [9, 6]
  ] as const
  for (const [width, height] of sizes) {
    const expected = await reference(file, width, height)
    expect(meanError(expected, jpeg.decode(file, width, height)!)).toBeLessThan(2)
  }
})

test('at an eighth every pixel is the mean of its block', async () => {
  const file = await encode(96, 64, { chromaSubsampling: '4:4:4', quality: 98 })
  const whole = jpeg.decode(file, 96, 64)!
  const means = Array.from({ length: 12 * 8 * 3 }, (_, i) => {
    const [x, y, c] = [Math.floor(i / 3) % 12, Math.floor(i / 36), i % 3]
    let sum = 0
    for (let at = 0; at < 64; at++) {
      sum += whole[((y * 8 + (at >> 3)) * 96 + x * 8 + (at & 7)) * 3 + c]!
    }
    return Math.round(sum / 64)
  })
  expect(meanError(Uint8Array.from(means), jpeg.decode(file, 12, 8)!)).toBeLessThan(0.6)
})

test('restart markers are followed, and every one must be there', async () => {
  const error = meanError(await reference(RESTARTS, 40, 24), jpeg.decode(RESTARTS, 40, 24)!)
  expect(error).toBeLessThan(1)
  const first = RESTARTS.indexOf(Buffer.of(0xff, 0xd0))
  const without = Buffer.concat([RESTARTS.subarray(0, first), RESTARTS.subarray(first + 2)])
  const swapped = Buffer.from(RESTARTS)
  swapped[first + 1] = 0xd1
  expect([jpeg.decode(without, 10, 6), jpeg.decode(swapped, 10, 6)]).toEqual([undefined, undefined])
})

// An Exif segment with one entry, in the byte order of Motorola or Intel.
function orientationSegment(orientation: number, order: 'MM' | 'II'): Buffer {
  const isLittle = order === 'II'
  const numbers = [
    [42, 2],
    [8, 4],
    [1, 2],
    [274, 2],
    [3, 2],
    [1, 4],
    [orientation, 2],
    [0, 2],
    [0, 4]
  ] as const
  const tiff = numbers.map(([value, bytes]) => {
    const field = Buffer.alloc(bytes)
    if (isLittle) field.writeUIntLE(value, 0, bytes)
    else field.writeUIntBE(value, 0, bytes)
    return field
  })
  const content = Buffer.concat([Buffer.from(`Exif\0\0${order}`), ...tiff])
  const length = content.length + 2
  return Buffer.concat([Buffer.of(0xff, 0xe1, length >> 8, length & 255), content])
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])('orientation %d is told', async (orientation) => {
  const file = await encode(20, 10)
  const told = (['MM', 'II'] as const).map((order) => {
    const segment = orientationSegment(orientation, order)
    return jpeg.inspect(Buffer.concat([file.subarray(0, 2), segment, file.subarray(2)]))?.[3]
  })
  expect(told).toEqual([orientation, orientation])
})

test('no file that ends early is taken, wherever it ends', async () => {
  for (const file of [await encode(40, 30), await encode(33, 17, { grey: true }), RESTARTS]) {
    const taken = Array.from(file.keys()).filter((length) =>
      jpeg.decode(file.subarray(0, length), 4, 4)
    )
    expect(taken).toEqual([])
  }
})

test('what it is not made for is left to others', async () => {
  const colours = picture(32, 32)
  const others = [
    await colours.clone().jpeg({ progressive: true }).toBuffer(),
    await colours.clone().toColourspace('cmyk').jpeg().toBuffer(),
    await colours.clone().withIccProfile('p3').jpeg().toBuffer(),
    await colours.clone().png().toBuffer(),
    Buffer.alloc(0),
    Buffer.from([0xff, 0xd8, 0xff, 0xd9])
  ]
  expect(others.map((file) => [jpeg.inspect(file), jpeg.decode(file, 8, 8)])).toEqual(
    others.map(() => [undefined, undefined])
  )
})

test('sizes beyond the picture itself are not made', async () => {
  const file = await encode(20, 10)
  const sizes = [
    [21, 10],
    [20, 11],
    [0, 5],
    [5, -1]
  ]
  expect(sizes.map(([width, height]) => jpeg.decode(file, width!, height!))).toEqual(
    sizes.map(() => undefined)
  )
})

test('thousands of damaged files are refused or decoded, and nothing else happens', async () => {
  const random = createRandom(3, 7)
  const files = [await encode(48, 40), await encode(30, 30, { grey: true }), RESTARTS]
  let decoded = 0
  for (let n = 0; n < 6_000; n++) {
    const file = Buffer.from(files[n % files.length]!)
    for (let change = random.integer(5); change >= 0; change--) {
      file[random.integer(file.length)] = random.integer(3) === 0 ? 0xff : random.integer(256)
    }
    const header = jpeg.inspect(file)
    if (!header) continue
    const [width, height, channels] = header
    const pixels = jpeg.decode(file, Math.min(width, 9), Math.min(height, 7))
    if (!pixels) continue
    decoded++
    expect(pixels.length).toBe(Math.min(width, 9) * Math.min(height, 7) * channels)
  }
  // Most changes of the data itself make another picture.
  expect(decoded).toBeGreaterThan(100)
})
