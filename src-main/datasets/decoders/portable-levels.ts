import { cutOff, damaged } from '../refusal.ts'
import type { PortableHeader } from './portable-header.ts'

const isBlank = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)
const DIGIT_0 = 0x30

/** Gives one level after the other, row by row, scaled to 0-255; throws a refusal where they end too early. */
export function openLevels(bytes: Buffer, header: PortableHeader): () => number {
  const { most, isInverted } = header
  const next = OPENERS[header.writing](bytes, header)
  const scale = 255 / most
  return () => {
    const level = Math.round(Math.min(next(), most) * scale)
    return isInverted ? 255 - level : level
  }
}

const OPENERS = { text: openText, bits: openBits, bytes: openBytes }

function openBytes(bytes: Buffer, { start, most }: PortableHeader): () => number {
  // Two bytes where one is too few, the larger first.
  const length = most > 255 ? 2 : 1
  let at = start
  return () => {
    if (at + length > bytes.length) throw cutOff('PNM')
    const level = length === 2 ? (bytes[at]! << 8) | bytes[at + 1]! : bytes[at]!
    at += length
    return level
  }
}

function openBits(bytes: Buffer, { start, width }: PortableHeader): () => number {
  // Each row begins with a byte of its own.
  const rowBytes = Math.ceil(width / 8)
  let at = start
  let column = 0
  return () => {
    const place = at + (column >> 3)
    if (place >= bytes.length) throw cutOff('PNM')
    const bit = (bytes[place]! >> (7 - (column & 7))) & 1
    if (++column === width) {
      column = 0
      at += rowBytes
    }
    return bit
  }
}

function openText(bytes: Buffer, { start, isInverted }: PortableHeader): () => number {
  let at = start
  return () => {
    while (at < bytes.length && isBlank(bytes[at]!)) at++
    if (at >= bytes.length) throw cutOff('PNM')
    let level = 0
    // Bits may stand without blanks between them.
    const longest = isInverted ? 1 : bytes.length
    for (let digits = 0; digits < longest && at < bytes.length; digits++) {
      if (isBlank(bytes[at]!)) break
      const digit = bytes[at]! - DIGIT_0
      if (digit < 0 || digit > 9) throw damaged('PNM')
      level = Math.min(level * 10 + digit, 0xffffff)
      at++
    }
    return level
  }
}
