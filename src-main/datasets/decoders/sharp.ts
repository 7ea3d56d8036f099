import type { Metadata, Sharp } from 'sharp'
import { inspect } from '../containers/containers.ts'
import type { Container } from '../containers/container.ts'
import type { PictureKind } from '../content.ts'
import type { RawPicture } from '../decoded.ts'
import { plainBytes } from '../fit/picture.ts'
import { sharp } from '../loaders.ts'
import { cutOff, damaged, refusal, refusalReason } from '../refusal.ts'
import { isPlainInk, fromPlainInk } from './cmyk.ts'
import type { Decoder, Loaded, Orientation, Request } from './decoder.ts'
import { checkSize } from './limits.ts'

/** What libvips decodes. */
export type SharpKind = Exclude<PictureKind, 'BMP' | 'PNM'>

/** Kinds whose decoder passes a file without its end. */
const MUST_END: ReadonlySet<PictureKind> = new Set(['PNG', 'GIF', 'WebP'])

/** Makes the decoder of one of the kinds that libvips reads. */
export function sharpDecoder(kind: SharpKind): Decoder {
  return async (bytes, request) => {
    const container = inspect(kind, bytes)
    if (container.cutOff && MUST_END.has(kind)) throw cutOff(kind)
    if (container.damaged) throw damaged(kind)
    try {
      return await decode(bytes, kind, container, request)
    } catch (error) {
      if (refusalReason(error) !== undefined) throw error
      throw container.cutOff ? cutOff(kind, error) : damaged(kind, error)
    }
  }
}

async function decode(
  bytes: Buffer,
  kind: SharpKind,
  container: Container,
  request: Request
): Promise<Loaded> {
  // `error` lets the harmless warnings of old cameras pass. The limit is held below.
  const open = (): Sharp => sharp(bytes, { failOn: 'error', limitInputPixels: false })
  const metadata = await open().metadata()
  const { width, height, orientation = 1 } = metadata
  checkSize({ width, height, file: bytes.length, bytesPerPixel: BYTES[kind](metadata) })
  refuseNumbers(metadata)

  const target = request.scale({ width, height })
  // Turned upright afterwards, when it is small: libvips would hold all of it for that. Made smaller
  // but not cropped: rows beyond a crop would not be decoded, and damage there not be found.
  const scaled = (): Sharp => open().resize({ ...target, fit: 'fill' })
  const note = describeFrames(kind, container.frames ?? metadata.pages ?? 1)
  return {
    picture: await toRgb(scaled, metadata, request.background),
    width,
    height,
    orientation: orientation as Orientation,
    ...(note !== undefined && { note })
  }
}

async function toRgb(
  scaled: () => Sharp,
  { space, icc, channels }: Metadata,
  background: string
): Promise<RawPicture> {
  if (space === 'cmyk' && !icc && channels === 4) {
    const { data, info } = await scaled()
      .pipelineColourspace('cmyk')
      .toColourspace('cmyk')
      .raw()
      .toBuffer({ resolveWithObject: true })
    const { width, height } = info
    if (isPlainInk(data)) return { pixels: fromPlainInk(data), width, height, channels: 3 }
  }
  const { data, info } = await scaled()
    .flatten({ background })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return { pixels: plainBytes(data), width: info.width, height: info.height, channels: 3 }
}

const sample = ({ channels, depth }: Metadata): number =>
  (channels ?? 4) * (depth === 'uchar' ? 1 : 2)

/** Bytes a pixel takes while it is decoded, as the largest memory of 50 megapixels was seen to be. */
const BYTES: Record<SharpKind, (metadata: Metadata) => number> = {
  // Coefficients of two bytes wait for the last pass.
  JPEG: (metadata) => (metadata.isProgressive ? 2 * metadata.channels : 0),
  PNG: (metadata) => (metadata.isProgressive ? sample(metadata) : 0),
  // A strip may be the whole picture.
  TIFF: sample,
  GIF: () => 5,
  WebP: () => 4,
  AVIF: () => 18
}

const WHOLE_NUMBERS = new Set(['uchar', 'ushort'])

// What a floating-point 0.5 looks like is not written anywhere in a TIFF, nor what a fifth channel is.
function refuseNumbers({ depth, space, channels }: Metadata): void {
  if (space === 'multiband') {
    throw refusal(`It has ${channels} channels that are not colours; save it as RGB.`)
  }
  if (space !== 'lab' && !WHOLE_NUMBERS.has(depth ?? '')) {
    throw refusal(`Its numbers are of the kind “${depth}”, not 8 or 16 bits; save it with 8 bits.`)
  }
}

function describeFrames(kind: PictureKind, frames: number): string | undefined {
  if (frames < 2) return undefined
  return kind === 'TIFF'
    ? `It has ${frames} pages; the first one is used.`
    : `It is an animation of ${frames} frames; the first one is used.`
}
