import type { Sharp } from 'sharp'
import type { RawPicture } from '../decoded.ts'
import type { Size } from '../decoders/decoder.ts'
import { sharp } from '../loaders.ts'

/** An upright picture in colour: width x height x 3 bytes, sRGB. */
export interface Picture extends Size {
  pixels: Uint8Array
}

/** A part of a picture in pixels. */
export interface Window extends Size {
  left: number
  top: number
}

/** A picture with three channels, whatever it had. */
export function inColour({ pixels, width, height, channels }: RawPicture): Picture {
  if (channels === 3) return { pixels, width, height }
  const colour = new Uint8Array(width * height * 3)
  for (let i = 0; i < pixels.length; i++) colour.fill(pixels[i]!, i * 3, i * 3 + 3)
  return { pixels: colour, width, height }
}

/** A picture as the start of a pipeline. */
export function pipeline({ pixels, width, height }: Picture): Sharp {
  return sharp(pixels, { raw: { width, height, channels: 3 }, limitInputPixels: false })
}

/** Bytes without the methods of a buffer, which compare and travel as what they are. */
export function plainBytes({ buffer, byteOffset, length }: Buffer): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length)
}

/** Runs a pipeline of three channels. */
export async function run(steps: Sharp): Promise<Picture> {
  const { data, info } = await steps.raw().toBuffer({ resolveWithObject: true })
  return { pixels: plainBytes(data), width: info.width, height: info.height }
}

/** Makes a picture smaller, or leaves it: Lanczos with three lobes. */
export async function shrink(picture: Picture, { width, height }: Size): Promise<Picture> {
  if (picture.width === width && picture.height === height) return picture
  return run(pipeline(picture).resize({ width, height, fit: 'fill' }))
}

/** Cuts a part out of a picture; all of it is the picture itself. */
export function cut(picture: Picture, { left, top, width, height }: Window): Picture {
  if (width === picture.width && height === picture.height) return picture
  const pixels = new Uint8Array(width * height * 3)
  for (let row = 0; row < height; row++) {
    const from = ((top + row) * picture.width + left) * 3
    pixels.set(picture.pixels.subarray(from, from + width * 3), row * width * 3)
  }
  return { pixels, width, height }
}
