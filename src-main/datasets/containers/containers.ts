import type { PictureKind } from '../content.ts'
import { inspectBoxes } from './boxes.ts'
import type { Container } from './container.ts'
import { inspectGif } from './gif.ts'
import { inspectJpeg } from './jpeg.ts'
import { inspectPng } from './png.ts'
import { inspectTiff } from './tiff.ts'

/** A kind's own look at its parts, where its decoder overlooks something or cannot say what is wrong. */
const INSPECTORS: Partial<Record<PictureKind, (bytes: Buffer) => Container>> = {
  JPEG: inspectJpeg,
  PNG: inspectPng,
  GIF: inspectGif,
  WebP: (bytes) => ({ cutOff: bytes.length < 12 || bytes.readUInt32LE(4) + 8 > bytes.length }),
  TIFF: inspectTiff,
  AVIF: inspectBoxes
}

/** What a file's parts tell without decoding it; quick whatever the file. */
export function inspect(kind: PictureKind, bytes: Buffer): Container {
  return INSPECTORS[kind]?.(bytes) ?? { cutOff: false }
}
