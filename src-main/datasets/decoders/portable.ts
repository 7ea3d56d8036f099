import type { RawPicture } from '../decoded.ts'
import { cutOff } from '../refusal.ts'
import { over, parseColour } from './background.ts'
import type { Decoder } from './decoder.ts'
import { checkSize } from './limits.ts'
import { readPortableHeader, type PortableHeader } from './portable-header.ts'
import { openLevels } from './portable-levels.ts'

/** Decodes PBM, PGM, PPM and PAM, in text and in bytes (netpbm.sourceforge.net/doc). */
export const decodePortable: Decoder = (bytes, { background }) => {
  const header = readPortableHeader(bytes)
  const { width, height } = header
  checkSize({ ...header, file: bytes.length, bytesPerPixel: 4 })
  const picture = readAsTheyStand(bytes, header) ?? readLevels(bytes, header, background)
  return { picture, width, height, orientation: 1 }
}

function readAsTheyStand(bytes: Buffer, header: PortableHeader): RawPicture | undefined {
  const { width, height, channels, most, writing, start } = header
  if (writing !== 'bytes' || most !== 255 || (channels !== 1 && channels !== 3)) return undefined
  const pixels = bytes.subarray(start, start + width * height * channels)
  if (pixels.length < width * height * channels) throw cutOff('PNM')
  return { pixels, width, height, channels }
}

function readLevels(bytes: Buffer, header: PortableHeader, background: string): RawPicture {
  const { width, height, channels } = header
  const next = openLevels(bytes, header)
  const behind = parseColour(background)
  // Grey over a colour need not be grey.
  const made = channels === 1 ? 1 : 3
  const hasAlpha = channels === 2 || channels === 4
  const colours = hasAlpha ? channels - 1 : channels
  const pixels = new Uint8Array(width * height * made)
  const levels = new Uint8Array(channels)
  for (let at = 0; at < pixels.length;) {
    for (let channel = 0; channel < channels; channel++) levels[channel] = next()
    const alpha = hasAlpha ? levels[colours]! : 255
    for (let colour = 0; colour < made; colour++) {
      pixels[at++] = over(levels[colour % colours]!, behind[colour]!, alpha)
    }
  }
  return { pixels, width, height, channels: made }
}
