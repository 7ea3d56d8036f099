import sharp from 'sharp'

export interface AnimationOptions {
  /** How long each frame stays, in milliseconds; GIF rounds to hundredths of a second. */
  delayMs: number
  format: 'gif' | 'webp'
}

/** Encodes frames of width x height x 3 bytes as an endlessly repeated animation. */
export async function encodeAnimation(
  frames: readonly Uint8Array[],
  width: number,
  height: number,
  { delayMs, format }: AnimationOptions
): Promise<Uint8Array> {
  // libvips knows an animation as one tall picture with a page height.
  const tall = Buffer.concat(frames)
  const raw = { width, height: height * frames.length, channels: 3 as const, pageHeight: height }
  const picture = sharp(tall, { raw, limitInputPixels: false })
  const delay = frames.map(() => delayMs)
  const encoded =
    format === 'gif'
      ? picture.gif({ delay, loop: 0 })
      : picture.webp({ delay, loop: 0, lossless: true })
  return new Uint8Array(await encoded.toBuffer())
}
