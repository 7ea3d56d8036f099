import { pattern } from '../datasets/pictures.ts'
import { SIDE } from './entry.ts'

/** The corpus's picture: SIDE x SIDE x 3 bytes, without symmetry. */
export const COLOURS = new Uint8Array(pattern(SIDE, SIDE))

/** How a file stores the picture, and what a viewer is to show of it. */
export interface Stored {
  /** Numbers of the file, row by row, channel by channel. */
  samples: number[]
  /** SIDE x SIDE x 3 bytes over white. */
  shown: Uint8Array
}

const places = Array.from({ length: SIDE * SIDE }, (_, i) => i)
const level = (place: number, channel: number): number => COLOURS[place * 3 + channel]!
const quantise = (value: number, bits: number): number =>
  Math.round((value / 255) * (2 ** bits - 1))
const show = (stored: number, bits: number): number => Math.round((stored / (2 ** bits - 1)) * 255)
const overWhite = (value: number, alpha: number): number =>
  (value * alpha + 255 * (255 - alpha)) / 255

/** Channels of a file at a number of bits: `g` grey, `r`, `g`, `b` colours, `a` the alpha of a slope. */
export function store(channels: 'grey' | 'grey-alpha' | 'rgb' | 'rgba', bits: number): Stored {
  const hasAlpha = channels.endsWith('a') || channels === 'grey-alpha'
  const isGrey = channels.startsWith('grey')
  const samples: number[] = []
  const shown: number[] = []
  for (const place of places) {
    const colours = isGrey ? [level(place, 0)] : [0, 1, 2].map((channel) => level(place, channel))
    const stored = colours.map((value) => quantise(value, bits))
    const alpha = hasAlpha ? quantise(level(place, 1), bits) : 2 ** bits - 1
    samples.push(...stored, ...(hasAlpha ? [alpha] : []))
    for (let channel = 0; channel < 3; channel++) {
      shown.push(overWhite(show(stored[isGrey ? 0 : channel]!, bits), show(alpha, bits)))
    }
  }
  return { samples, shown: Uint8Array.from(shown) }
}

/** A palette of as many colours as the bits allow, spread over the picture in diagonal stripes. */
export function storeIndices(bits: number): Stored & { palette: number[][] } {
  const count = 2 ** bits
  const palette = Array.from({ length: count }, (_, i) => [
    (i * 97 + 40) % 256,
    (i * 57 + 200) % 256,
    (i * 23 + 90) % 256
  ])
  const samples = places.map((place) => ((place % SIDE) + Math.floor(place / SIDE)) % count)
  return { samples, palette, shown: Uint8Array.from(samples.flatMap((index) => palette[index]!)) }
}

/** Packs numbers of 1 to 16 bits, the highest bit first; each row begins with a byte of its own. */
export function pack(samples: readonly number[], perRow: number, bits: number): Buffer {
  const rowBytes = Math.ceil((perRow * bits) / 8)
  const packed = Buffer.alloc(rowBytes * (samples.length / perRow))
  samples.forEach((value, i) => {
    const bit = Math.floor(i / perRow) * rowBytes * 8 + (i % perRow) * bits
    for (let n = 0; n < bits; n++) {
      if ((value >> (bits - 1 - n)) & 1) packed[(bit + n) >> 3]! |= 0x80 >> ((bit + n) & 7)
    }
  })
  return packed
}
