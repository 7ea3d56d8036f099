import { crc32, deflateSync } from 'node:zlib'
import { SIDE, type Entry } from './entry.ts'
import { pack, store, storeIndices } from './samples.ts'

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

/** A chunk of a PNG with its length and checksum. */
export function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** A PNG's header; `type` 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA. */
export function header(width: number, height: number, bits: number, type: number): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  data.set([bits, type], 8)
  return chunk('IHDR', data)
}

/** A PNG out of its chunks. */
export function png(...chunks: Buffer[]): Buffer {
  return Buffer.concat([SIGNATURE, ...chunks, chunk('IEND', Buffer.alloc(0))])
}

/** The pixels of a PNG, without filters. */
export function imageData(samples: readonly number[], perRow: number, bits: number): Buffer {
  const packed = pack(samples, perRow, bits)
  const rowBytes = Math.ceil((perRow * bits) / 8)
  const rows = Array.from({ length: packed.length / rowBytes }, (_, row) =>
    Buffer.concat([Buffer.of(0), packed.subarray(row * rowBytes, (row + 1) * rowBytes)])
  )
  return deflateSync(Buffer.concat(rows))
}

const TYPES = [
  { type: 0, channels: 'grey', count: 1, depths: [1, 2, 4, 8, 16] },
  { type: 2, channels: 'rgb', count: 3, depths: [8, 16] },
  { type: 4, channels: 'grey-alpha', count: 2, depths: [8, 16] },
  { type: 6, channels: 'rgba', count: 4, depths: [8, 16] }
] as const

/** A PNG of every colour type and depth (ISO 15948, table 11.1), and of every way to be transparent. */
export function pngEntries(): Entry[] {
  const plain = TYPES.flatMap(({ type, channels, count, depths }) =>
    depths.map((bits): Entry => {
      const { samples, shown } = store(channels, bits)
      const data = chunk('IDAT', imageData(samples, SIDE * count, bits))
      return {
        name: `${channels}-${bits}.png`,
        bytes: png(header(SIDE, SIDE, bits, type), data),
        expected: { pixels: shown }
      }
    })
  )
  const palettes = [1, 2, 4, 8].map((bits): Entry => {
    const { bytes, shown } = palettePng(bits)
    return { name: `palette-${bits}.png`, bytes, expected: { pixels: shown } }
  })
  return [
    ...plain,
    ...palettes,
    transparentPalette(),
    transparentColour('grey'),
    transparentColour('rgb')
  ]
}

function palettePng(bits: number, ...more: Buffer[]) {
  const { samples, palette, shown } = storeIndices(bits)
  const bytes = png(
    header(SIDE, SIDE, bits, 3),
    chunk('PLTE', Buffer.from(palette.flat())),
    ...more,
    chunk('IDAT', imageData(samples, SIDE, bits))
  )
  return { bytes, shown, samples }
}

/** Bytes of a palette's PNG whose first colour is transparent. */
export function transparentPalette(): Entry {
  const { bytes, shown, samples } = palettePng(2, chunk('tRNS', Buffer.of(0)))
  const pixels = shown.map((value, i) => (samples[Math.floor(i / 3)] === 0 ? 255 : value))
  return { name: 'palette-transparent.png', bytes, expected: { pixels } }
}

// One colour of the picture means transparent: that of the first pixel.
function transparentColour(channels: 'grey' | 'rgb'): Entry {
  const { samples, shown } = store(channels, 8)
  const count = channels === 'grey' ? 1 : 3
  const chosen = samples.slice(0, count)
  const isChosen = (place: number): boolean =>
    chosen.every((value, channel) => samples[place * count + channel] === value)
  const bytes = png(
    header(SIDE, SIDE, 8, channels === 'grey' ? 0 : 2),
    chunk('tRNS', Buffer.from(chosen.flatMap((value) => [0, value]))),
    chunk('IDAT', imageData(samples, SIDE * count, 8))
  )
  const pixels = shown.map((value, i) => (isChosen(Math.floor(i / 3)) ? 255 : value))
  return { name: `${channels}-transparent.png`, bytes, expected: { pixels } }
}
