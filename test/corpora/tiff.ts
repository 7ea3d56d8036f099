import { SIDE, type Entry } from './entry.ts'
import { COLOURS, pack, store, storeIndices } from './samples.ts'

interface Layout {
  width?: number
  height?: number
  bits: number
  /** Numbers of a pixel. */
  channels: number
  /** 0 white is 0, 1 black is 0, 2 RGB, 3 palette, 5 CMYK. */
  photometric: number
  strips: Buffer[]
  isBigEndian?: boolean
  /** 2: alpha that the colours were not multiplied by. */
  extra?: number
  /** Each channel in strips of its own. */
  isPlanar?: boolean
  colourMap?: number[]
  /** 3 is floating-point. */
  format?: number
}

const SHORT = 3
const LONG = 4

/** A TIFF without compression (TIFF 6.0) out of its parts; its directory stands behind the pixels. */
export function tiff(layout: Layout): Buffer {
  const { width = SIDE, height = SIDE, bits, channels, photometric, strips } = layout
  const write = layout.isBigEndian
    ? {
        word: (b: Buffer, v: number, at: number) => b.writeUInt16BE(v, at),
        long: (b: Buffer, v: number, at: number) => b.writeUInt32BE(v, at)
      }
    : {
        word: (b: Buffer, v: number, at: number) => b.writeUInt16LE(v, at),
        long: (b: Buffer, v: number, at: number) => b.writeUInt32LE(v, at)
      }

  const starts: number[] = []
  let end = 8
  for (const strip of strips) {
    starts.push(end)
    end += strip.length
  }
  const entries: [tag: number, type: number, values: number[]][] = [
    [256, LONG, [width]],
    [257, LONG, [height]],
    [258, SHORT, new Array<number>(channels).fill(bits)],
    [259, SHORT, [1]],
    [262, SHORT, [photometric]],
    [273, LONG, starts],
    [277, SHORT, [channels]],
    [278, LONG, [height]],
    [279, LONG, strips.map((strip) => strip.length)],
    [284, SHORT, [layout.isPlanar ? 2 : 1]]
  ]
  if (layout.colourMap) entries.push([320, SHORT, layout.colourMap])
  if (layout.extra !== undefined) entries.push([338, SHORT, [layout.extra]])
  if (layout.format !== undefined)
    entries.push([339, SHORT, new Array<number>(channels).fill(layout.format)])

  const directory = Buffer.alloc(2 + entries.length * 12 + 4)
  write.word(directory, entries.length, 0)
  const behind: Buffer[] = []
  let place = end + directory.length
  entries.forEach(([tag, type, values], i) => {
    const at = 2 + i * 12
    const each = type === SHORT ? 2 : 4
    const packed = Buffer.alloc(Math.max(4, values.length * each))
    values.forEach((value, n) => (each === 2 ? write.word : write.long)(packed, value, n * each))
    write.word(directory, tag, at)
    write.word(directory, type, at + 2)
    write.long(directory, values.length, at + 4)
    if (values.length * each <= 4) {
      packed.copy(directory, at + 8)
    } else {
      write.long(directory, place, at + 8)
      behind.push(packed)
      place += packed.length
    }
  })
  const header = Buffer.from(layout.isBigEndian ? 'MM\0*\0\0\0\0' : 'II*\0\0\0\0\0', 'latin1')
  write.long(header, end, 4)
  return Buffer.concat([header, ...strips, directory, ...behind])
}

const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16()
const planes = (samples: readonly number[]): Buffer[] =>
  [0, 1, 2].map((channel) => Buffer.from(samples.filter((_, i) => i % 3 === channel)))

/** The inks of Pillow and of many scripts: what is missing of white, and no black. */
export const plainInks = (): Buffer =>
  Buffer.from(
    Array.from({ length: SIDE * SIDE }, (_, i) => [
      ...[0, 1, 2].map((channel) => 255 - COLOURS[i * 3 + channel]!),
      0
    ]).flat()
  )

/** A TIFF of every colour type, in both orders of bytes. */
export function tiffEntries(): Entry[] {
  const grey = store('grey', 8)
  const deepGrey = store('grey', 16)
  const rgb = store('rgb', 8)
  const deep = store('rgb', 16)
  const rgba = store('rgba', 8)
  const bit = store('grey', 1)
  const indexed = storeIndices(4)
  const map = [0, 1, 2].flatMap((channel) =>
    indexed.palette.map((colour) => colour[channel]! * 257)
  )
  const layouts: Record<string, [Layout, Uint8Array]> = {
    'rgb-8': [
      { bits: 8, channels: 3, photometric: 2, strips: [Buffer.from(rgb.samples)] },
      rgb.shown
    ],
    'rgb-8-planar': [
      { bits: 8, channels: 3, photometric: 2, strips: planes(rgb.samples), isPlanar: true },
      rgb.shown
    ],
    'rgb-16': [
      {
        bits: 16,
        channels: 3,
        photometric: 2,
        strips: [swapped(pack(deep.samples, SIDE * 3, 16))]
      },
      deep.shown
    ],
    'rgb-16-big-endian': [
      {
        bits: 16,
        channels: 3,
        photometric: 2,
        strips: [pack(deep.samples, SIDE * 3, 16)],
        isBigEndian: true
      },
      deep.shown
    ],
    'rgba-8': [
      { bits: 8, channels: 4, photometric: 2, strips: [Buffer.from(rgba.samples)], extra: 2 },
      rgba.shown
    ],
    'grey-8': [
      { bits: 8, channels: 1, photometric: 1, strips: [Buffer.from(grey.samples)] },
      grey.shown
    ],
    'grey-16': [
      {
        bits: 16,
        channels: 1,
        photometric: 1,
        strips: [swapped(pack(deepGrey.samples, SIDE, 16))]
      },
      deepGrey.shown
    ],
    'grey-8-inverted': [
      {
        bits: 8,
        channels: 1,
        photometric: 0,
        strips: [Buffer.from(grey.samples.map((v) => 255 - v))]
      },
      grey.shown
    ],
    'bits-1': [
      { bits: 1, channels: 1, photometric: 1, strips: [pack(bit.samples, SIDE, 1)] },
      bit.shown
    ],
    'palette-4': [
      {
        bits: 4,
        channels: 1,
        photometric: 3,
        strips: [pack(indexed.samples, SIDE, 4)],
        colourMap: map
      },
      indexed.shown
    ],
    'cmyk-plain': [{ bits: 8, channels: 4, photometric: 5, strips: [plainInks()] }, COLOURS]
  }
  return Object.entries(layouts).map(([name, [layout, pixels]]) => ({
    name: `${name}.tif`,
    bytes: tiff(layout),
    expected: { pixels }
  }))
}
