import { decodeCodePage437 } from './code-page-437.ts'

/** One line of a zip's table of contents. */
export interface ZipEntry {
  /** Path inside the archive, with one character for each of its bytes. */
  name: string
  /** The same for people. */
  file: string
  isFolder: boolean
  isLink: boolean
  isEncrypted: boolean
  method: number
  crc32: number
  packedBytes: number
  bytes: number
  /** Where its local header begins, as the archive counts. */
  offset: number
}

// APPNOTE.TXT 6.3.10, 4.3.12.
const ENTRY = 0x02014b50
const ENTRY_BYTES = 46
const ENCRYPTED = 1 << 0
const UTF8 = 1 << 11
const UNIX = 3
const UNIX_TYPE = 0o170000
const UNIX_LINK = 0o120000
// Extra fields: 64-bit numbers (4.5.3), and the name in UTF-8 (4.6.9).
const LARGE = 0x0001
const UNICODE_PATH = 0x7075
const IN_LARGE = 0xffffffff

/** Reads a table of contents; stops where it is damaged, so that fewer entries come than were promised. */
export function* readZipDirectory(table: Buffer): Generator<ZipEntry> {
  let at = 0
  while (at + ENTRY_BYTES <= table.length && table.readUInt32LE(at) === ENTRY) {
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((place) =>
      table.readUInt16LE(at + place)
    ) as [number, number, number]
    const nameEnd = at + ENTRY_BYTES + nameBytes
    const end = nameEnd + extraBytes + commentBytes
    if (end > table.length) return
    const name = table.subarray(at + ENTRY_BYTES, nameEnd)
    yield readEntry(table.subarray(at, end), name, table.subarray(nameEnd, nameEnd + extraBytes))
    at = end
  }
}

function readEntry(entry: Buffer, name: Buffer, extra: Buffer): ZipEntry {
  const flags = entry.readUInt16LE(8)
  const fields = readExtra(extra)
  const file = readName(name, (flags & UTF8) !== 0, fields)
  const mode = entry.readUInt8(5) === UNIX ? entry.readUInt16LE(40) : 0
  return {
    name: name.toString('latin1'),
    file,
    isFolder: file.endsWith('/') || file === '',
    isLink: (mode & UNIX_TYPE) === UNIX_LINK,
    isEncrypted: (flags & ENCRYPTED) !== 0,
    method: entry.readUInt16LE(10),
    crc32: entry.readUInt32LE(16),
    ...readNumbers(entry, fields.get(LARGE))
  }
}

// What does not fit into 32 bits stands in the extra field, in this order and only then.
function readNumbers(entry: Buffer, large: Buffer | undefined) {
  const [bytes, packedBytes, offset] = [24, 20, 42].map((place) => entry.readUInt32LE(place))
  let at = 0
  const numbers = [bytes!, packedBytes!, offset!].map((value) => {
    if (value !== IN_LARGE || !large || at + 8 > large.length) return value
    at += 8
    return Number(large.readBigUInt64LE(at - 8))
  })
  return { bytes: numbers[0]!, packedBytes: numbers[1]!, offset: numbers[2]! }
}

function readExtra(extra: Buffer): Map<number, Buffer> {
  const fields = new Map<number, Buffer>()
  let at = 0
  while (at + 4 <= extra.length) {
    const end = at + 4 + extra.readUInt16LE(at + 2)
    fields.set(extra.readUInt16LE(at), extra.subarray(at + 4, end))
    at = end
  }
  return fields
}

// Version 1 and a checksum of the other name stand before the name itself.
const UNICODE_PATH_HEAD = 5

function readName(name: Buffer, isUtf8: boolean, fields: ReadonlyMap<number, Buffer>): string {
  const unicode = fields.get(UNICODE_PATH)?.subarray(UNICODE_PATH_HEAD)
  const text = (unicode ?? name).toString('utf8')
  // Many packers write UTF-8 without a word.
  const isText = isUtf8 || unicode !== undefined || Buffer.from(text).equals(name)
  // Some write Windows' slashes; a leading one or two dots say nothing about a picture.
  return (isText ? text : decodeCodePage437(name)).replaceAll('\\', '/').replace(/^(\.?\/)+/, '')
}
