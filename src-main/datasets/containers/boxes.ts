import type { Container } from './container.ts'

/** Walks the outermost boxes of an AVIF (ISO 14496-12, 4.2), which fill the file; one has the pixels. */
export function inspectBoxes(bytes: Buffer): Container {
  let at = 0
  let hasPixels = false
  while (at + 8 <= bytes.length) {
    hasPixels ||= bytes.toString('latin1', at + 4, at + 8) === 'mdat'
    const short = bytes.readUInt32BE(at)
    // No length: the box goes on to the end of the file.
    if (short === 0) return { cutOff: false }
    const isLong = short === 1 && at + 16 <= bytes.length
    const length = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short
    if (length < 8) return { cutOff: false }
    at += length
  }
  return { cutOff: at !== bytes.length || !hasPixels }
}
