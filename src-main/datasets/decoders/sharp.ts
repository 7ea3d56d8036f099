import type { Metadata, Sharp } from 'sharp'
import { asStill } from '../containers/boxes.ts'
import { inspect } from '../containers/containers.ts'
import { withoutOddities } from '../containers/jpeg.ts'
import type { PictureKind } from '../content.ts'
import { sharp } from '../loaders.ts'
import { cutOff, damaged, refusal, refusalReason } from '../refusal.ts'
import type { Decoder, Loaded, Orientation, Request } from './decoder.ts'
import { checkSize } from './limits.ts'
import { checkNumbers, toRgb } from './sharp-colours.ts'

/** What libvips decodes. */
export type SharpKind = Exclude<PictureKind, 'BMP' | 'PNM'>

/** Kinds whose decoder passes a file without its end. */
const MUST_END: ReadonlySet<PictureKind> = new Set(['PNG', 'GIF', 'WebP', 'TIFF'])

/** Makes the decoder of one of the kinds that libvips reads. */
export function sharpDecoder(kind: SharpKind): Decoder {
  return async (bytes, request) => {
    const { cutOff: isCutOff, damaged: isDamaged, isUnread, frames } = inspect(kind, bytes)
    if (isCutOff && MUST_END.has(kind)) throw cutOff(kind)
    if (isDamaged) throw damaged(kind)
    if (isUnread) {
      throw refusal(`Its ${kind} data are packed in a way that is not read; save it as PNG.`)
    }
    try {
      return await decode(kind, TIDIED[kind]?.(bytes) ?? bytes, frames, request)
    } catch (error) {
      if (refusalReason(error) !== undefined) throw error
      throw isCutOff ? cutOff(kind, error) : damaged(kind, error)
    }
  }
}

/** What keeps libvips from files that are whole. */
const TIDIED: Partial<Record<SharpKind, (bytes: Buffer) => Buffer>> = {
  JPEG: withoutOddities,
  AVIF: asStill
}

async function decode(
  kind: SharpKind,
  bytes: Buffer,
  /** Where libvips cannot count them. */
  frames: number | undefined,
  request: Request
): Promise<Loaded> {
  // libjpeg calls it a warning that the rest of a picture is lost.
  const failOn = kind === 'JPEG' ? 'warning' : 'error'
  // How much there is to decode is looked at here, kind by kind.
  const open = (): Sharp => sharp(bytes, { failOn, limitInputPixels: false })
  const metadata = await open().metadata()
  const { width, height, orientation = 1, pages = 1 } = metadata
  checkSize({ width, height, file: bytes.length, bytesPerPixel: BYTES[kind](metadata) })
  checkNumbers(metadata)

  const target = request.scale({ width, height })
  // Turned upright afterwards, when it is small: libvips would hold all of it for that. Made smaller
  // but not cropped: rows beyond a crop would not be decoded, and damage there not be found.
  const scaled = (): Sharp => open().resize({ ...target, fit: 'fill' })
  const note = describeFrames(kind, frames ?? pages)
  return {
    picture: await toRgb(scaled, metadata, request.background),
    width,
    height,
    orientation: orientation as Orientation,
    ...(note !== undefined && { note })
  }
}

const sampleBytes = ({ channels, depth }: Metadata): number =>
  channels * (depth === 'uchar' ? 1 : 2)

/** Bytes a pixel takes while it is decoded; the largest memory at 50 megapixels is at most that. */
const BYTES: Record<SharpKind, (metadata: Metadata) => number> = {
  // Coefficients of two bytes wait for the last pass.
  JPEG: (metadata) => (metadata.isProgressive ? 2 * metadata.channels : 0),
  PNG: (metadata) => (metadata.isProgressive ? sampleBytes(metadata) : 0),
  // A strip may be the whole picture.
  TIFF: sampleBytes,
  GIF: () => 5,
  WebP: () => 4,
  AVIF: () => 18
}

function describeFrames(kind: SharpKind, frames: number): string | undefined {
  if (frames < 2) return undefined
  return kind === 'TIFF'
    ? `It has ${frames} pages; the first one is used.`
    : `It is an animation of ${frames} frames; the first one is used.`
}
