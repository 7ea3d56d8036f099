import type { PictureKind } from './content.ts'
import { decodeBitmap } from './decoders/bitmap.ts'
import type { Decoder, Loaded, Request, Size } from './decoders/decoder.ts'
import { loadGrey } from './decoders/grey.ts'
import { jpegDecoder } from './decoders/jpeg.ts'
import { decodePortable } from './decoders/portable.ts'
import { sharpDecoder } from './decoders/sharp.ts'
import { inColour, shrink, type Picture } from './fit/picture.ts'
import { orient, swapsSides } from './fit/orient.ts'
import type { Place } from './found.ts'
import {
  checkBytes,
  pictureKind,
  readFile,
  type Allocate,
  type PictureBytes
} from './read-bytes.ts'
import { readZipMember } from './sources/zip-member.ts'

/** A picture out of its file, upright and about as large as was asked for. */
export interface Upright extends Size {
  picture: Picture
  note?: string
  /** As the source holds them: those of the file, or bare pixels. */
  bytes: Buffer
  /** Absent where these are bare pixels. */
  kind?: PictureKind
}

const DECODERS: Record<PictureKind, Decoder> = {
  JPEG: jpegDecoder(sharpDecoder('JPEG')),
  PNG: sharpDecoder('PNG'),
  GIF: sharpDecoder('GIF'),
  WebP: sharpDecoder('WebP'),
  TIFF: sharpDecoder('TIFF'),
  AVIF: sharpDecoder('AVIF'),
  BMP: decodeBitmap,
  PNM: decodePortable
}

/**
 * Reads and decodes all of a file, whatever its name says; throws a refusal. Its bytes, and what is made
 * of them, may lie in what `allocate` gives.
 */
export async function load(place: Place, request: Request, allocate?: Allocate): Promise<Upright> {
  if (place.kind === 'grey') {
    const { buffer, byteOffset, length } = place.pixels
    const bytes = Buffer.from(buffer, byteOffset, length)
    return { ...(await setUpright(loadGrey(place), request)), bytes }
  }
  return decode(place.kind === 'zip' ? readMember(place) : readFile(place, allocate), request)
}

/** The same of a file that is in memory already. */
export async function loadBytes(bytes: Buffer, request: Request): Promise<Upright> {
  checkBytes(bytes.length)
  return decode({ bytes, kind: pictureKind(bytes) }, request)
}

async function decode(file: PictureBytes, request: Request): Promise<Upright> {
  const loaded = await DECODERS[file.kind](file.bytes, request)
  return { ...(await setUpright(loaded, request)), ...file }
}

function readMember(place: Extract<Place, { kind: 'zip' }>): PictureBytes {
  checkBytes(place.bytes)
  const bytes = readZipMember(place)
  return { bytes, kind: pictureKind(bytes) }
}

async function setUpright(
  loaded: Loaded,
  { scale }: Request
): Promise<Omit<Upright, 'bytes' | 'kind'>> {
  const { picture, orientation, note } = loaded
  // Before the turn, which goes pixel by pixel.
  const small = await shrink(inColour(picture), scale(picture))
  const [width, height] = swapsSides(orientation)
    ? [loaded.height, loaded.width]
    : [loaded.width, loaded.height]
  return { picture: orient(small, orientation), width, height, ...(note !== undefined && { note }) }
}
