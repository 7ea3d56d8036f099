import type { Size } from '../decoders/decoder.ts'
import type { Picture } from './picture.ts'

const CHANNELS = 3
/** Source pixels that make one of the target's. */
const TAPS = 4

/** For each place of the target four places of the source with their weights. */
interface Taps {
  places: Int32Array
  weights: Float64Array
}

/**
 * Makes a picture larger by bicubic convolution (Keys 1981, a = -1/2), with the edges of both pictures
 * at the same place. By hand because libvips moves what it enlarges by up to a third of a pixel.
 */
export function enlarge(picture: Picture, { width, height }: Size): Picture {
  if (picture.width === width && picture.height === height) return picture
  const across = tapsFor(picture.width, width)
  const down = tapsFor(picture.height, height)
  const rows = new Float64Array(picture.height * width * CHANNELS)
  weigh(picture.pixels, rows, across, {
    lines: picture.height,
    lineStep: [picture.width * CHANNELS, width * CHANNELS],
    step: CHANNELS
  })
  const pixels = new Uint8ClampedArray(height * width * CHANNELS)
  weigh(rows, pixels, down, {
    lines: width,
    lineStep: [CHANNELS, CHANNELS],
    step: width * CHANNELS
  })
  return { pixels: new Uint8Array(pixels.buffer), width, height }
}

interface Direction {
  lines: number
  /** From one line to the next in source and target. */
  lineStep: readonly [number, number]
  /** From one pixel of a line to the next. */
  step: number
}

function weigh(
  source: ArrayLike<number>,
  target: Float64Array | Uint8ClampedArray,
  { places, weights }: Taps,
  { lines, lineStep, step }: Direction
): void {
  for (let line = 0; line < lines; line++) {
    const from = line * lineStep[0]
    let to = line * lineStep[1]
    for (let tap = 0; tap < places.length; tap += TAPS, to += step) {
      for (let channel = 0; channel < CHANNELS; channel++) {
        let sum = 0
        for (let i = tap; i < tap + TAPS; i++) {
          sum += weights[i]! * source[from + places[i]! * step + channel]!
        }
        target[to + channel] = sum
      }
    }
  }
}

function tapsFor(from: number, to: number): Taps {
  const places = new Int32Array(to * TAPS)
  const weights = new Float64Array(to * TAPS)
  for (let target = 0; target < to; target++) {
    // Where the middle of the target's pixel lies in the source.
    const middle = ((target + 0.5) * from) / to - 0.5
    const first = Math.floor(middle) - 1
    for (let tap = 0; tap < TAPS; tap++) {
      places[target * TAPS + tap] = Math.min(from - 1, Math.max(0, first + tap))
      weights[target * TAPS + tap] = keys(middle - (first + tap))
    }
  }
  return { places, weights }
}

/** Keys's kernel at a distance in pixels. */
function keys(distance: number): number {
  const x = Math.abs(distance)
  if (x <= 1) return (1.5 * x - 2.5) * x * x + 1
  return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0
}
