import type { Container } from './container.ts'
import { crc32 } from './crc32.ts'

const SIGNATURE_BYTES = 8
/** Length, type and checksum of a chunk. */
const FRAME_BYTES = 12
// Pixels of the picture are checked by its decoder, those of later frames are not used.
const PIXELS = new Set(['IDAT', 'fdAT'])

/**
 * Walks the chunks of a PNG (ISO 15948, 5.3). libpng only drops a chunk with a wrong checksum, and
 * with it a palette's transparency or a profile, so that colours would be wrong without a word.
 */
export function inspectPng(bytes: Buffer): Container {
  let frames: number | undefined
  let at = SIGNATURE_BYTES
  while (at + FRAME_BYTES <= bytes.length) {
    const end = at + FRAME_BYTES + bytes.readUInt32BE(at)
    if (end > bytes.length) break
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (!PIXELS.has(type)) {
      const checked = bytes.subarray(at + 4, end - 4)
      if (crc32(checked) !== bytes.readUInt32BE(end - 4)) return { cutOff: false, damaged: true }
      if (type === 'acTL' && checked.length >= 8) frames = checked.readUInt32BE(4)
      if (type === 'IEND') return { cutOff: false, ...(frames !== undefined && { frames }) }
    }
    at = end
  }
  return { cutOff: true }
}
