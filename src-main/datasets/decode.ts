import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import type { Metadata, Sharp } from 'sharp'
import { HEAD_BYTES, isWhole, recognise, type PictureKind } from './content.ts'
import { sharp } from './loaders.ts'

/** A picture as it goes into the cache. */
export interface Decoded {
  kind: 'decoded'
  /** size x size x 3 bytes, sRGB. */
  pixels: Uint8Array
  /** Of the file's bytes, hex. */
  sha256: string
  /** Whether it was smaller than `size` and had to be enlarged. */
  upscaled: boolean
  /** What a person should know although it was taken, one sentence. */
  note?: string
}

/** Why a file cannot be used, one sentence. */
export interface Unusable {
  kind: 'unusable'
  reason: string
}

/** Settings of decoding. */
export interface DecodeOptions {
  /** Width and height to make. */
  size: number
  /** What shows through transparent pictures, `#rrggbb`. */
  background?: string
}

/** sharp's own default, about 16,384 pixels squared. */
const PIXEL_LIMIT = 0x3fff * 0x3fff
const FILE_LIMIT = 1 << 30
const WHITE = '#ffffff'
// Longer pictures are cropped before they are made smaller, or a thin strip would become huge.
const LONGEST_ASPECT = 16

const unusable = (reason: string): Unusable => ({ kind: 'unusable', reason })

/** Reads and decodes one file completely, whatever its name says, cropped to its centre. */
export async function decodeFile(
  path: Buffer,
  options: DecodeOptions
): Promise<Decoded | Unusable> {
  let file: FileHandle | undefined
  try {
    file = await open(path)
    const { size } = await file.stat()
    const head = Buffer.alloc(Math.min(size, HEAD_BYTES))
    await file.read(head, 0, head.length, 0)
    const content = recognise(head)
    if ('reason' in content) return unusable(content.reason)
    if (size > FILE_LIMIT) {
      return unusable(
        `It has ${Math.round(size / 1e6)} MB, more than the ${FILE_LIMIT / 1e6} allowed.`
      )
    }
    const bytes = size <= head.length ? head : await file.readFile()
    return await decodeBytes(bytes, content.picture, options)
  } catch (error) {
    return unusable(whyUnreadable(error))
  } finally {
    await file?.close()
  }
}

/** Decodes a picture completely, so that damage anywhere in it is found now and not while training. */
export async function decodeBytes(
  bytes: Buffer,
  kind: PictureKind,
  { size, background = WHITE }: DecodeOptions
): Promise<Decoded | Unusable> {
  try {
    const source = (): Sharp =>
      // `error` lets the harmless warnings of old cameras pass.
      sharp(bytes, { failOn: 'error', limitInputPixels: PIXEL_LIMIT, autoOrient: true })
    const metadata = await source().metadata()
    const { width, height } = metadata.autoOrient
    const aspect = Math.max(width, height) / Math.min(width, height)
    const pixels =
      aspect > LONGEST_ASPECT
        ? await decodeStrip(source, metadata, size, background)
        : await decodeWhole(source, size, background)
    const note = describeFrames(kind, metadata)
    return {
      kind: 'decoded',
      pixels,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      upscaled: Math.min(width, height) < size,
      ...(note !== undefined && { note })
    }
  } catch (error) {
    return unusable(whyDamaged(error, kind, bytes))
  }
}

// Every row is decoded: with a crop inside libvips, rows beyond it would never be read, and a file
// that is cut off there would pass.
async function decodeWhole(source: () => Sharp, size: number, background: string) {
  const { data, info } = await toRgb(
    source().resize(size, size, { fit: 'outside' }),
    background
  ).toBuffer({ resolveWithObject: true })
  return cropCentre(data, info.width, info.height, size)
}

async function decodeStrip(
  source: () => Sharp,
  { autoOrient: { width, height } }: Metadata,
  size: number,
  background: string
) {
  // Reads all of it, for the sake of damage outside the middle.
  await source().stats()
  const side = Math.min(width, height)
  const left = Math.floor((width - side) / 2)
  const top = Math.floor((height - side) / 2)
  const crop = source().extract({ left, top, width: side, height: side })
  return toRgb(crop.resize(size, size, { fit: 'fill' }), background).toBuffer()
}

function toRgb(pipeline: Sharp, background: string): Sharp {
  return pipeline.flatten({ background }).toColourspace('srgb').raw({ depth: 'uchar' })
}

function cropCentre(data: Buffer, width: number, height: number, size: number): Uint8Array {
  if (width === size && height === size) return data
  const left = Math.floor((width - size) / 2)
  const top = Math.floor((height - size) / 2)
  const out = new Uint8Array(size * size * 3)
  for (let row = 0; row < size; row++) {
    const from = ((top + row) * width + left) * 3
    out.set(data.subarray(from, from + size * 3), row * size * 3)
  }
  return out
}

function describeFrames(kind: PictureKind, { pages }: Metadata): string | undefined {
  if (pages === undefined || pages < 2) return undefined
  return kind === 'TIFF'
    ? `It has ${pages} pages; the first one is used.`
    : `It is an animation of ${pages} frames; the first one is used.`
}

function whyDamaged(error: unknown, kind: PictureKind, bytes: Buffer): string {
  const message = error instanceof Error ? error.message : String(error)
  if (/pixel limit/i.test(message)) {
    return `It has more than the ${Math.round(PIXEL_LIMIT / 1e6)} megapixels allowed; make it smaller.`
  }
  if (!isWhole(kind, bytes)) return `It is cut off: its ${kind} data end too early.`
  return `It is damaged: its ${kind} data cannot be decoded.`
}

const READ_FAILURES: Record<string, string> = {
  EACCES: 'It cannot be read with your rights.',
  EPERM: 'It cannot be read with your rights.',
  ENOENT: 'It disappeared while the folder was read.'
}

function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return READ_FAILURES[code] ?? `It cannot be read (${code || String(error)}).`
}
