import type { FileHandle } from 'node:fs/promises'
import { StudioError } from '../../contract/errors.ts'

/** Where the table of contents of a zip lies. */
export interface ZipEnd {
  /** Its first byte in the file. */
  at: number
  bytes: number
  entries: number
  /** To be added to every offset: bytes in front of the archive, such as a program that unpacks it. */
  shift: number
}

// Signatures and lengths of APPNOTE.TXT 6.3.10, 4.3.14 to 4.3.16.
const END = 0x06054b50
const END_BYTES = 22
const LONGEST_COMMENT = 0xffff
const LOCATOR = 0x07064b50
const LOCATOR_BYTES = 20
const LARGE_END = 0x06064b50
const LARGE_END_BYTES = 56
// Of 1,000,000 files with long names; an archive may claim anything.
const MOST_BYTES = 256e6

/** Finds the table of contents, which stands at the end of a zip; throws `import/damaged-archive`. */
export async function findZipEnd(file: FileHandle, path: string): Promise<ZipEnd> {
  const { size } = await file.stat()
  const tail = await readPart(file, Math.max(0, size - END_BYTES - LONGEST_COMMENT), size)
  const place = lastEnd(tail)
  if (place === undefined) {
    throw damagedArchive(path, 'its end, where its table of contents stands, is missing')
  }
  const endAt = size - tail.length + place
  const small = readSmallEnd(tail.subarray(place))
  const large = await readLargeEnd(file, endAt)
  const { disk, entries, bytes, offset } = large ?? small
  if (disk !== 0) throw damagedArchive(path, 'it is one part of an archive in several files')
  const at = (large?.at ?? endAt) - bytes
  if (at < 0 || at < offset)
    throw damagedArchive(path, 'its table of contents is not where it says')
  if (bytes > MOST_BYTES) {
    throw damagedArchive(path, `its table of contents has ${Math.round(bytes / 1e6)} MB, over 256`)
  }
  return { at, bytes, entries, shift: at - offset }
}

/** What is thrown for an archive of which nothing can be read. */
export function damagedArchive(path: string, why: string): StudioError {
  return new StudioError(
    'import/damaged-archive',
    `The archive ${path} cannot be read: ${why}; download or pack it again, or choose a folder.`
  )
}

/** The bytes from `start` up to `end`, fewer where the file is shorter. */
export async function readPart(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.alloc(end - start)
  const { bytesRead } = await file.read(bytes, 0, bytes.length, start)
  return bytes.subarray(0, bytesRead)
}

// The last one whose comment fits: a comment may hold anything, the mark of an end as well.
function lastEnd(tail: Buffer): number | undefined {
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END) continue
    if (at + END_BYTES + tail.readUInt16LE(at + 20) <= tail.length) return at
  }
  return undefined
}

function readSmallEnd(end: Buffer) {
  return {
    disk: end.readUInt16LE(4),
    entries: end.readUInt16LE(10),
    bytes: end.readUInt32LE(12),
    offset: end.readUInt32LE(16)
  }
}

// Archives of more than 65,535 files or 4 GiB say their numbers in 64 bits, before the end proper.
async function readLargeEnd(file: FileHandle, endAt: number) {
  if (endAt < LOCATOR_BYTES + LARGE_END_BYTES) return undefined
  const locator = await readPart(file, endAt - LOCATOR_BYTES, endAt)
  if (locator.readUInt32LE(0) !== LOCATOR) return undefined
  // The place it tells is wrong where bytes stand in front of the archive; then it stands just before.
  const told = Number(locator.readBigUInt64LE(8))
  const nearest = endAt - LOCATOR_BYTES - LARGE_END_BYTES
  for (const at of [Math.min(told, nearest), nearest]) {
    const end = await readPart(file, at, at + LARGE_END_BYTES)
    if (end.length < LARGE_END_BYTES || end.readUInt32LE(0) !== LARGE_END) continue
    return {
      at,
      disk: end.readUInt32LE(16),
      entries: Number(end.readBigUInt64LE(32)),
      bytes: Number(end.readBigUInt64LE(40)),
      offset: Number(end.readBigUInt64LE(48))
    }
  }
  return undefined
}
