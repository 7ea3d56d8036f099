import { inflateSync } from 'node:zlib'
import type { PictureKind } from '../content.ts'
import { decodeText } from './text.ts'

/** Where in a picture's file words about it stand. */
export interface Blocks {
  /** From the byte order mark on. */
  exif?: Buffer
  xmp?: Buffer
  /** IPTC-IIM data sets. */
  iptc?: Buffer
  description?: string
}

const FINDERS: Partial<Record<PictureKind, (bytes: Buffer) => Blocks>> = {
  JPEG: findInJpeg,
  PNG: findInPng,
  WebP: findInWebp,
  TIFF: (bytes) => ({ exif: bytes }),
  AVIF: findPacket,
  GIF: findPacket
}

/** Finds blocks by hopping from part to part of a file; a damaged one ends the search. */
export function findBlocks(bytes: Buffer, kind: PictureKind): Blocks {
  return FINDERS[kind]?.(bytes) ?? {}
}

const START_OF_SCAN = 0xda
const APP1 = 0xe1
const APP13 = 0xed
const EXIF = Buffer.from('Exif\0\0')
const XMP = Buffer.from('http://ns.adobe.com/xap/1.0/\0')
const PHOTOSHOP = Buffer.from('Photoshop 3.0\0')

function findInJpeg(bytes: Buffer): Blocks {
  const blocks: Blocks = {}
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]
    // Any number of fill bytes may stand before a marker (ITU T.81, B.1.1.2).
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === START_OF_SCAN) break
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (marker === APP1) {
      const segment = bytes.subarray(at + 4, end)
      if (startsWith(segment, EXIF)) blocks.exif ??= segment.subarray(EXIF.length)
      if (startsWith(segment, XMP)) blocks.xmp ??= segment.subarray(XMP.length)
    } else if (marker === APP13) {
      const segment = bytes.subarray(at + 4, end)
      const iptc = startsWith(segment, PHOTOSHOP) ? findIptc(segment) : undefined
      if (iptc) blocks.iptc ??= iptc
    }
    at = end
  }
  return blocks
}

const RESOURCE = Buffer.from('8BIM')
const IPTC_RESOURCE = 0x0404

// Photoshop's image resources: mark, number, a name of even length with its own, length, data, padded.
function findIptc(segment: Buffer): Buffer | undefined {
  let at = PHOTOSHOP.length
  while (at + 12 <= segment.length && startsWith(segment.subarray(at), RESOURCE)) {
    const nameBytes = 1 + segment[at + 6]!
    const lengthAt = at + 6 + nameBytes + (nameBytes % 2)
    if (lengthAt + 4 > segment.length) return undefined
    const start = lengthAt + 4
    const length = segment.readUInt32BE(lengthAt)
    if (segment.readUInt16BE(at + 4) === IPTC_RESOURCE)
      return segment.subarray(start, start + length)
    at = start + length + (length % 2)
  }
  return undefined
}

const PNG_SIGNATURE_BYTES = 8
const XMP_KEYWORD = 'XML:com.adobe.xmp'
const MOST_PNG_TEXT = 1 << 20

function findInPng(bytes: Buffer): Blocks {
  const blocks: Blocks = {}
  let at = PNG_SIGNATURE_BYTES
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const data = bytes.subarray(at + 8, at + 8 + length)
    if (type === 'eXIf') blocks.exif ??= data
    else if (Object.hasOwn(TEXT_STARTS, type)) readPngText(data, TEXT_STARTS[type]!, blocks)
    at += 12 + length
  }
  return blocks
}

// Where the text of a chunk begins, behind the zero that ends its keyword, and whether it is packed
// (ISO 15948, 11.3.4). libvips writes XMP as zTXt, which the standard of XMP does not know.
type TextStart = (data: Buffer, zero: number) => { start: number; isPacked: boolean } | undefined
const TEXT_STARTS: Record<string, TextStart> = {
  tEXt: (_, zero) => ({ start: zero + 1, isPacked: false }),
  zTXt: (_, zero) => ({ start: zero + 2, isPacked: true }),
  iTXt(data, zero) {
    const language = data.indexOf(0, zero + 3)
    const translated = data.indexOf(0, language + 1)
    const isPacked = data[zero + 1] === 1
    return language < 0 || translated < 0 ? undefined : { start: translated + 1, isPacked }
  }
}

function readPngText(data: Buffer, textStart: TextStart, blocks: Blocks): void {
  const zero = data.indexOf(0)
  const keyword = data.toString('latin1', 0, Math.max(0, zero))
  if (keyword !== XMP_KEYWORD && keyword !== 'Description') return
  const place = textStart(data, zero)
  if (!place) return
  const rest = data.subarray(place.start)
  const text = place.isPacked ? unpack(rest) : rest
  if (keyword === XMP_KEYWORD) blocks.xmp ??= text
  else blocks.description ??= decodeText(text) ?? ''
}

function unpack(packed: Buffer): Buffer {
  try {
    return inflateSync(packed, { maxOutputLength: MOST_PNG_TEXT })
  } catch {
    // Damaged, or longer than words about a picture are.
    return Buffer.alloc(0)
  }
}

function findInWebp(bytes: Buffer): Blocks {
  const blocks: Blocks = {}
  let at = 12
  while (at + 8 <= bytes.length) {
    const type = bytes.toString('latin1', at, at + 4)
    const length = bytes.readUInt32LE(at + 4)
    const data = bytes.subarray(at + 8, at + 8 + length)
    if (type === 'EXIF') {
      blocks.exif ??= startsWith(data, EXIF) ? data.subarray(EXIF.length) : data
    }
    if (type === 'XMP ') blocks.xmp ??= data
    at += 8 + length + (length % 2)
  }
  return blocks
}

// Where the way to a packet is long, it is found by how it begins: XMP is never packed there.
function findPacket(bytes: Buffer): Blocks {
  const start = bytes.indexOf('<x:xmpmeta')
  const end = start < 0 ? -1 : bytes.indexOf('</x:xmpmeta>', start)
  return end < 0 ? {} : { xmp: bytes.subarray(start, end) }
}

function startsWith(bytes: Buffer, mark: Buffer): boolean {
  return bytes.length >= mark.length && bytes.compare(mark, 0, mark.length, 0, mark.length) === 0
}
