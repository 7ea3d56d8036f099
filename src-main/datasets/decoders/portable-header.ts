import { damaged, refusal } from '../refusal.ts'

/** How the numbers of a portable anymap are written. */
export type Writing = 'bits' | 'text' | 'bytes'

/** What stands before the pixels of a PBM, PGM, PPM or PAM. */
export interface PortableHeader {
  width: number
  height: number
  /** 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha. */
  channels: 1 | 2 | 3 | 4
  /** The largest level, 1 to 65,535. */
  most: number
  writing: Writing
  /** In bitmaps 1 is black. */
  isInverted: boolean
  /** Where the pixels begin. */
  start: number
}

const LARGEST_LEVEL = 65_535
// Comments make headers longer, but not so much.
const HEADER_BYTES = 65_536

const FORMATS: Record<string, Pick<PortableHeader, 'channels' | 'writing' | 'isInverted'>> = {
  P1: { channels: 1, writing: 'text', isInverted: true },
  P2: { channels: 1, writing: 'text', isInverted: false },
  P3: { channels: 3, writing: 'text', isInverted: false },
  P4: { channels: 1, writing: 'bits', isInverted: true },
  P5: { channels: 1, writing: 'bytes', isInverted: false },
  P6: { channels: 3, writing: 'bytes', isInverted: false }
}

/** Reads the header of a file whose first bytes are `P1` to `P7`; throws a refusal. */
export function readPortableHeader(bytes: Buffer): PortableHeader {
  const text = bytes.toString('latin1', 0, HEADER_BYTES)
  const header = text.startsWith('P7') ? readArbitrary(text) : readPlain(text)
  const { width, height, most } = header
  if (!(width > 0 && height > 0 && most > 0 && most <= LARGEST_LEVEL)) throw damaged('PNM')
  return header
}

const GAP = String.raw`(?:\s|#[^\r\n]*[\r\n])+`
// One blank stands between the header and the pixels; more of them would be pixels.
const SIZE = new RegExp(`^(P[1-6])${GAP}(\\d{1,9})${GAP}(\\d{1,9})`)
const LEVELS = new RegExp(`^${GAP}(\\d{1,5})(?=\\s)`)

function readPlain(text: string): PortableHeader {
  const [start, name = '', width, height] = SIZE.exec(text) ?? []
  if (start === undefined) throw damaged('PNM')
  const format = FORMATS[name]!
  const levels = format.isInverted ? ['', '1'] : LEVELS.exec(text.slice(start.length))
  if (!levels) throw damaged('PNM')
  return {
    ...format,
    width: Number(width),
    height: Number(height),
    most: Number(levels[1]),
    start: start.length + levels[0]!.length + 1
  }
}

const ARBITRARY = /^P7\s[^]*?\nENDHDR[^\n]*\n/
const field = (header: string, name: string): number =>
  Number(new RegExp(`^${name}\\s+(\\d{1,9})\\s*$`, 'm').exec(header)?.[1])

function readArbitrary(text: string): PortableHeader {
  const [header] = ARBITRARY.exec(text) ?? []
  if (header === undefined) throw damaged('PAM')
  const channels = field(header, 'DEPTH')
  if (channels !== 1 && channels !== 2 && channels !== 3 && channels !== 4) {
    throw refusal(`It has ${channels} channels that are not colours; save it as PNG or JPEG.`)
  }
  return {
    width: field(header, 'WIDTH'),
    height: field(header, 'HEIGHT'),
    channels,
    most: field(header, 'MAXVAL'),
    writing: 'bytes',
    isInverted: false,
    start: header.length
  }
}
