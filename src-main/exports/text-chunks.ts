import { deflateSync, inflateSync } from 'node:zlib'
import { writeChunk, type Chunk } from './png-chunks.ts'

// Longer texts are packed; shorter ones can be read by any eye.
const LONG_BYTES = 16 * 2 ** 10

/** A text of a PNG in UTF-8, packed where it is long: chunk iTXt of ISO 15948, 11.3.4.5. */
export function writeText(keyword: string, text: string): Uint8Array {
  const bytes = Buffer.from(text)
  const isLong = bytes.length > LONG_BYTES
  // Packed or not, by the only method, of no language, the keyword not translated.
  const head = Buffer.from(`${keyword}\0${isLong ? '\x01' : '\0'}\0\0\0`)
  return writeChunk('iTXt', Buffer.concat([head, isLong ? deflateSync(bytes) : bytes]))
}

/**
 * The text that a chunk has under a keyword; undefined where it has none. Other programs may have
 * written it anew in any of PNG's three ways. Throws where it cannot be unpacked, or into `most` bytes.
 */
export function readText(chunk: Chunk, keyword: string, most: number): string | undefined {
  const read = READERS[chunk.type]
  const data = Buffer.from(chunk.data)
  const end = data.indexOf(0)
  if (!read || data.toString('latin1', 0, end) !== keyword) return undefined
  return read(data.subarray(end + 1), most)
}

const READERS: Readonly<Record<string, (rest: Buffer, most: number) => string>> = {
  tEXt: (rest, most) => limited(rest, most).toString('latin1'),
  // One byte for the method, of which there is one.
  zTXt: (rest, most) => unpacked(rest.subarray(1), most).toString('latin1'),
  iTXt: (rest, most) => {
    const [packed] = rest
    // After flag and method: language and translated keyword, each ended by a zero.
    const language = rest.indexOf(0, 2)
    const text = rest.subarray(rest.indexOf(0, language + 1) + 1)
    return (packed ? unpacked(text, most) : limited(text, most)).toString('utf8')
  }
}

function unpacked(bytes: Buffer, most: number): Buffer {
  return inflateSync(bytes, { maxOutputLength: most })
}

function limited(bytes: Buffer, most: number): Buffer {
  if (bytes.length > most) throw new RangeError(`it has ${bytes.length} bytes`)
  return bytes
}
