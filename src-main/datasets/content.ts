/** What a file's first bytes say it is: a kind of picture that can be decoded, or why it cannot. */
export type Content = { picture: PictureKind } | { reason: string }

export type PictureKind = 'JPEG' | 'PNG' | 'GIF' | 'WebP' | 'TIFF' | 'AVIF'

/** How many bytes `recognise` wants to see. */
export const HEAD_BYTES = 4096

interface Signature {
  content: Content
  /** Latin-1 text that stands at `at`. */
  mark: RegExp
}

const notPicture = (what: string, remedy = ''): Content => ({
  reason: `It is not a picture: its content is ${what}${remedy}.`
})
const unread = (what: string): Content => ({
  reason: `It is ${what}, which is not read; save it as PNG or JPEG.`
})

// Looked up from the top; a mark is matched against the first bytes, read as Latin-1.
const SIGNATURES: Signature[] = [
  { mark: /^\xff\xd8\xff/, content: { picture: 'JPEG' } },
  { mark: /^\x89PNG\r\n\x1a\n/, content: { picture: 'PNG' } },
  { mark: /^GIF8[79]a/, content: { picture: 'GIF' } },
  { mark: /^RIFF[^]{4}WEBP/, content: { picture: 'WebP' } },
  { mark: /^(II[*+]\0|MM\0[*+])/, content: { picture: 'TIFF' } },
  { mark: /^[^]{4}ftyp(avif|avis)/, content: { picture: 'AVIF' } },
  { mark: /^[^]{4}ftyp(mif1|miaf)[^]{0,64}avif/, content: { picture: 'AVIF' } },
  { mark: /^[^]{4}ftyp(hei[cxms]|hevc|mif1|msf1)/, content: unread('a HEIC picture') },
  { mark: /^[^]{4}ftyp/, content: notPicture('a video') },
  { mark: /^\x1aE\xdf\xa3/, content: notPicture('a video') },
  { mark: /^BM[^]{4}\0{4}/, content: unread('a BMP picture') },
  { mark: /^P[1-6][\s#]/, content: unread('a PBM, PGM or PPM picture') },
  { mark: /^8BPS/, content: unread('a Photoshop document') },
  { mark: /^(\xff\x0a|[^]{4}JXL )/, content: unread('a JPEG XL picture') },
  { mark: /^%PDF-/, content: notPicture('a PDF document') },
  { mark: /^PK(\x03\x04|\x05\x06)/, content: notPicture('a ZIP archive', '; unpack it first') },
  // Behind an XML declaration, comments or a doctype as well.
  {
    mark: /^(\xef\xbb\xbf)?\s*(<svg|<[?!][^]*<svg)[\s>]/i,
    content: {
      reason: 'It is an SVG drawing, which is not read as it may hold code; save it as PNG.'
    }
  }
]

/** Tells by content what a file is; `head` is its first `HEAD_BYTES`, whatever its name says. */
export function recognise(head: Uint8Array): Content {
  if (head.length === 0) return { reason: 'It is empty (0 bytes).' }
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1')
  const found = SIGNATURES.find(({ mark }) => mark.test(text))
  if (found) return found.content
  return notPicture(head.every(isTextByte) ? 'text' : 'unknown data')
}

// Text has no control characters but tab, line feed, form feed, carriage return and escape.
const TEXT_CONTROLS = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b])

function isTextByte(byte: number): boolean {
  return byte >= 0x20 || TEXT_CONTROLS.has(byte)
}

const tail = (bytes: Uint8Array, length: number): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).subarray(-length)

// Where a format marks its own end or length; others are told apart by the decoder alone.
const WHOLE: Partial<Record<PictureKind, (bytes: Uint8Array) => boolean>> = {
  // Cameras append previews behind the end, so the mark may stand anywhere in the last part.
  JPEG: (bytes) => tail(bytes, 65_536).includes(Buffer.of(0xff, 0xd9)),
  PNG: (bytes) => tail(bytes, 4096).includes('IEND'),
  GIF: (bytes) => tail(bytes, 16).includes(0x3b),
  WebP: (bytes) => tail(bytes, bytes.length).readUInt32LE(4) + 8 <= bytes.length
}

/** Whether a file of this kind reaches its own end mark; says why decoding failed, not whether it will. */
export function isWhole(kind: PictureKind, bytes: Uint8Array): boolean {
  return WHOLE[kind]?.(bytes) ?? true
}
