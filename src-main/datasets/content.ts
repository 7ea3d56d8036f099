/** What a file's first bytes say it is: a kind of picture that can be decoded, or why it cannot. */
export type Content = { picture: PictureKind } | { reason: string }

/** The kinds of picture that are read; PNM are PBM, PGM, PPM and PAM. */
export type PictureKind = 'JPEG' | 'PNG' | 'GIF' | 'WebP' | 'TIFF' | 'AVIF' | 'BMP' | 'PNM'

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
  // The header that follows has one of these lengths.
  { mark: /^BM[^]{12}[\x0c\x10\x28\x34\x38\x40\x6c\x7c]\0\0\0/, content: { picture: 'BMP' } },
  { mark: /^P[1-6](\s|#[^\r\n]*[\r\n])+\d/, content: { picture: 'PNM' } },
  { mark: /^P7\s+(#[^\n]*\n|[A-Z]+\s)/, content: { picture: 'PNM' } },
  { mark: /^[^]{4}ftyp(hei[cxms]|hev[cx]|mif1|msf1)/, content: unread('a HEIC picture') },
  { mark: /^[^]{4}ftyp/, content: notPicture('a video') },
  {
    mark: /^(\x1aE\xdf\xa3|RIFF[^]{4}AVI |FLV\x01|\0\0\x01[\xba\xb3])/,
    content: notPicture('a video')
  },
  { mark: /^(ID3|fLaC|OggS|RIFF[^]{4}WAVE)/, content: notPicture('sound') },
  { mark: /^8BP[SB]/, content: unread('a Photoshop document') },
  { mark: /^gimp xcf/, content: unread('a GIMP document') },
  { mark: /^(\xff\x0a|[^]{4}JXL )/, content: unread('a JPEG XL picture') },
  { mark: /^([^]{4}jP {2}|\xff\x4f\xff\x51)/, content: unread('a JPEG 2000 picture') },
  { mark: /^v\/1\x01/, content: unread('an OpenEXR picture') },
  { mark: /^#\?(RADIANCE|RGBE)/, content: unread('a Radiance picture') },
  { mark: /^P[Ff]\s+\d/, content: unread('a picture of floating-point numbers (PFM)') },
  { mark: /^DDS /, content: unread('a DirectDraw texture') },
  { mark: /^\0\0[\x01\x02]\0[\x01-\xff]\0/, content: unread('a Windows icon') },
  { mark: /^icns/, content: unread('an icon of macOS') },
  { mark: /^%PDF-/, content: notPicture('a PDF document') },
  { mark: /^%!PS/, content: notPicture('a PostScript document') },
  { mark: /^PK(\x03\x04|\x05\x06)/, content: notPicture('a ZIP archive', '; unpack it first') },
  {
    mark: /^(Rar!\x1a|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ)/,
    content: notPicture('an archive', '; unpack it first')
  },
  // Behind an XML declaration, comments or a doctype as well.
  {
    mark: /^(\xef\xbb\xbf)?\s*(<svg|<[?!][^]*<svg)[\s>]/i,
    content: {
      reason: 'It is an SVG drawing, which is not read as it may hold code; save it as PNG.'
    }
  },
  { mark: /^(\xef\xbb\xbf)?\s*<(!doctype html|html)[\s>]/i, content: notPicture('a web page') }
]

/** Tells by content what a file is; `head` is its first `HEAD_BYTES`, whatever its name says. */
export function recognise(head: Uint8Array): Content {
  if (head.length === 0) return { reason: 'It is empty (0 bytes).' }
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1')
  const found = SIGNATURES.find(({ mark }) => mark.test(text))
  if (found) return found.content
  if (head.every(isTextByte)) return notPicture('text')
  if (head.length < SHORTEST) {
    return { reason: `It is too short for a picture: ${head.length} bytes.` }
  }
  return notPicture('unknown data')
}

// What was cut off before this cannot be told apart.
const SHORTEST = 20

// Text has no control characters but tab, line feed, form feed, carriage return and escape.
const TEXT_CONTROLS = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b])

function isTextByte(byte: number): boolean {
  return byte >= 0x20 || TEXT_CONTROLS.has(byte)
}
