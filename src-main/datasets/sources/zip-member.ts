import { closeSync, openSync, readSync } from 'node:fs'
import * as zlib from 'node:zlib'
import { crc32 } from '../containers/crc32.ts'
import type { Place } from '../found.ts'
import { refusal } from '../refusal.ts'

type Member = Extract<Place, { kind: 'zip' }>

// APPNOTE.TXT 6.3.10, 4.3.7.
const LOCAL = 0x04034b50
const LOCAL_BYTES = 30

const DAMAGED = 'It is damaged: its packed data do not match their checksum.'

// Node has one only since 22, but it takes a tenth of the time.
const checksum = 'crc32' in zlib ? zlib.crc32 : crc32

/** Unpacks one member of a zip; throws a refusal where it is damaged or larger than it says. */
export function readZipMember(member: Member): Buffer {
  const packed = readPacked(member)
  const bytes = member.method === 0 ? packed : inflate(packed, member.bytes)
  if (bytes.length !== member.bytes || checksum(bytes) !== member.crc32) throw refusal(DAMAGED)
  return bytes
}

function readPacked({ path, offset, packedBytes }: Member): Buffer {
  const archive = openSync(Buffer.from(path), 'r')
  try {
    const header = readExactly(archive, offset, LOCAL_BYTES)
    if (header.readUInt32LE(0) !== LOCAL) {
      throw refusal('It is damaged: the archive holds something else in its place.')
    }
    // Its extra field need not be as long as that in the table of contents.
    const start = offset + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28)
    return readExactly(archive, start, packedBytes)
  } finally {
    closeSync(archive)
  }
}

function readExactly(file: number, start: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(length)
  let at = 0
  while (at < length) {
    const read = readSync(file, bytes, at, length - at, start + at)
    if (read === 0) throw refusal('It is cut off: the archive ends within it.')
    at += read
  }
  return bytes
}

function inflate(packed: Buffer, bytes: number): Buffer {
  try {
    // One byte more would be too many, and none is not a limit.
    return zlib.inflateRawSync(packed, { maxOutputLength: Math.max(1, bytes) })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const isLarger = code === 'ERR_BUFFER_TOO_LARGE'
    throw refusal(isLarger ? 'It unpacks to more bytes than the archive says.' : DAMAGED, error)
  }
}
