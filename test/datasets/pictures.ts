import sharp, { type Sharp } from 'sharp'

/** A soft pattern without symmetry, so that a turn or a swap of channels shows; RGB bytes. */
export function pattern(width: number, height: number, seed = 0): Buffer {
  const bytes = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3
      bytes[at] = 40 + (180 * x) / width
      bytes[at + 1] = 30 + (200 * y) / height
      bytes[at + 2] = 128 + 90 * Math.sin((x * 2 + y + seed * 17) / 9)
    }
  }
  return bytes
}

/** A picture of that pattern, ready to be encoded. */
export function picture(width: number, height: number, seed = 0): Sharp {
  return sharp(pattern(width, height, seed), { raw: { width, height, channels: 3 } })
}

/** Mean absolute difference of two rows of bytes. */
export function meanError(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return Infinity
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length
}
