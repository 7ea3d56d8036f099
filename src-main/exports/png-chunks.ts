import { crc32 } from '../datasets/containers/crc32.ts'

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
// Length and type stand before a chunk's data, the checksum after it.
const BEFORE_BYTES = 8
const AFTER_BYTES = 4

/** One chunk of a PNG (ISO 15948, 5.3). */
export interface Chunk {
  /** Four letters. */
  type: string
  data: Uint8Array
  /** The chunk with its length, type and checksum. */
  bytes: Uint8Array
}

/** A chunk as it stands in a file. */
export function writeChunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(BEFORE_BYTES + data.length + AFTER_BYTES)
  bytes.writeUInt32BE(data.length, 0)
  bytes.write(type, 4, 'latin1')
  bytes.set(data, BEFORE_BYTES)
  // Of type and data.
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -AFTER_BYTES)), bytes.length - AFTER_BYTES)
  return bytes
}

/** A whole file of chunks. */
export function writePng(chunks: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([SIGNATURE, ...chunks])
}

/** True where a file begins as every PNG does. */
export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, at) => bytes[at] === byte)
}

/** The chunks of a PNG up to its end, or up to where it is cut off. */
export function readChunks(png: Uint8Array): Chunk[] {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength)
  const chunks: Chunk[] = []
  let at = SIGNATURE.length
  while (at + BEFORE_BYTES + AFTER_BYTES <= bytes.length) {
    const end = at + BEFORE_BYTES + bytes.readUInt32BE(at) + AFTER_BYTES
    if (end > bytes.length) break
    chunks.push({
      type: bytes.toString('latin1', at + 4, at + 8),
      data: bytes.subarray(at + BEFORE_BYTES, end - AFTER_BYTES),
      bytes: bytes.subarray(at, end)
    })
    at = end
  }
  return chunks
}

/** Whether a chunk's checksum is that of its type and data. */
export function isIntact({ bytes }: Chunk): boolean {
  const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = chunk.length - AFTER_BYTES
  return crc32(chunk.subarray(4, end)) === chunk.readUInt32BE(end)
}
