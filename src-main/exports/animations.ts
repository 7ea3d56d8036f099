import sharp from 'sharp'
import type { Canvas } from './images.ts'

/** Animations that libvips writes, and the milliseconds in which each counts time. */
const CLOCKS = { gif: 10, webp: 1 } as const
export type AnimationFormat = keyof typeof CLOCKS

// Measured on 60 frames of 64 px enlarged four times: without dithering the error is smaller (3.2 levels
// rather than 4.3) and so is the file, since enlarged pixels stay plain; more effort takes two to four times
// as long for 0.5 levels of a GIF, and 1 % of a WebP.
const GIF = { dither: 0, effort: 3 }
const WEBP = { lossless: true, effort: 1 }

// Browsers slow down what asks for less.
const LEAST_DELAY_MS = 20

/**
 * Encodes `count` frames, one under the other on a canvas, as an endlessly repeated animation: a GIF of
 * 256 colours a frame and at most 50 frames a second, or a WebP without loss.
 */
export async function encodeAnimation(
  { pixels, width, height }: Canvas,
  count: number,
  framesPerSecond: number,
  format: AnimationFormat
): Promise<Uint8Array> {
  // libvips knows an animation as one tall picture with a page height.
  const raw = { width, height, channels: 3 as const, pageHeight: height / count }
  const picture = sharp(pixels, { raw, limitInputPixels: false })
  const options = { delay: delays(count, framesPerSecond, CLOCKS[format]), loop: 0 }
  const encoded =
    format === 'gif' ? picture.gif({ ...options, ...GIF }) : picture.webp({ ...options, ...WEBP })
  return new Uint8Array(await encoded.toBuffer())
}

/** How long each frame stays in milliseconds, rounded so that the whole keeps its time. */
function delays(count: number, framesPerSecond: number, clock: number): number[] {
  const until = (frame: number): number =>
    Math.round((frame * 1000) / framesPerSecond / clock) * clock
  return Array.from({ length: count }, (_, frame) =>
    Math.max(LEAST_DELAY_MS, until(frame + 1) - until(frame))
  )
}
