import type { Container } from './container.ts'

const BRAND_AT = 8
const SEQUENCE = 'avis'
const STILL = 'avif'

/** Whether an AVIF says that it is an animation first of all. */
function isSequence(bytes: Buffer): boolean {
  return bytes.toString('latin1', BRAND_AT, BRAND_AT + 4) === SEQUENCE
}

/** The same file as one of its still picture, which libvips knows; an animation's is its first frame. */
export function asStill(bytes: Buffer): Buffer {
  if (!isSequence(bytes)) return bytes
  const still = Buffer.from(bytes)
  still.write(STILL, BRAND_AT, 'latin1')
  return still
}

// The table of its samples' lengths tells how many there are (ISO 14496-12, 8.7.3).
function countFrames(bytes: Buffer): number | undefined {
  const table = bytes.indexOf('stsz', 0, 'latin1')
  return table > 0 && table + 16 <= bytes.length ? bytes.readUInt32BE(table + 12) : undefined
}

/** Walks the outermost boxes of an AVIF (ISO 14496-12, 4.2), which fill the file; one has the pixels. */
export function inspectBoxes(bytes: Buffer): Container {
  const frames = isSequence(bytes) ? countFrames(bytes) : undefined
  return { cutOff: isCutOff(bytes), ...(frames !== undefined && { frames }) }
}

function isCutOff(bytes: Buffer): boolean {
  let at = 0
  let hasPixels = false
  while (at + 8 <= bytes.length) {
    hasPixels ||= bytes.toString('latin1', at + 4, at + 8) === 'mdat'
    const short = bytes.readUInt32BE(at)
    // No length: the box goes on to the end of the file.
    if (short === 0) return false
    const isLong = short === 1 && at + 16 <= bytes.length
    const length = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short
    if (length < 8) return false
    at += length
  }
  return at !== bytes.length || !hasPixels
}
