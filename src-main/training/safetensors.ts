import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { StudioError } from '../contract/errors.ts'
import { sizeOf } from '../engine/shape.ts'
import { writeWhole } from './write-whole.ts'

/** A named array with its shape. */
export interface NamedArray {
  name: string
  shape: readonly number[]
  values: Float32Array
}

interface TensorEntry {
  dtype: string
  shape: number[]
  data_offsets: [number, number]
}

/**
 * Writes arrays in the safetensors format, beside and then renamed, so that the file is whole or not
 * there. Returns the size and the SHA-256 of the arrays' bytes alone, which a change of metadata leaves
 * as it is.
 */
export function writeSafetensors(
  file: string,
  arrays: readonly NamedArray[],
  metadata: Record<string, string>
): { bytes: number; sha256: string } {
  const [header, ...data] = encodeSafetensors(arrays, metadata)
  writeWhole(file, [header!, ...data])
  const hash = createHash('sha256')
  for (const bytes of data) hash.update(bytes)
  const bytes = data.reduce((sum, { length }) => sum + length, header!.length)
  return { bytes, sha256: hash.digest('hex') }
}

/**
 * The parts of a safetensors file (github.com/huggingface/safetensors): an 8-byte length with a JSON
 * header, then the bytes of each array by its name's order.
 */
export function encodeSafetensors(
  arrays: readonly NamedArray[],
  metadata: Record<string, string>
): Uint8Array[] {
  const sorted = [...arrays].sort((a, b) => (a.name < b.name ? -1 : 1))
  const header: Record<string, unknown> = { __metadata__: metadata }
  let offset = 0
  for (const { name, shape, values } of sorted) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + values.byteLength] }
    offset += values.byteLength
  }
  const text = Buffer.from(JSON.stringify(header))
  // The data begins at a multiple of eight; spaces are allowed after the JSON.
  const padded = Buffer.concat([text, Buffer.alloc((8 - (text.length % 8)) % 8, ' ')])
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(padded.length))
  return [Buffer.concat([length, padded]), ...sorted.map(({ values }) => bytesOf(values))]
}

/** Reads such a file; throws `checkpoint/damaged` where a length or the header does not fit. */
export function readSafetensors(file: string): {
  arrays: Map<string, NamedArray>
  metadata: Record<string, string>
} {
  const damaged = (why: string): StudioError =>
    new StudioError(
      'checkpoint/damaged',
      `"${file}" is damaged (${why}); move it away, and the one before it is used.`
    )
  const bytes = readBytes(file)
  if (bytes.length < 8) throw damaged('it is shorter than its own length field')
  const headerLength = Number(bytes.readBigUInt64LE(0))
  if (8 + headerLength > bytes.length) throw damaged('its header is cut off')
  let header: Record<string, TensorEntry | Record<string, string>>
  try {
    header = JSON.parse(bytes.toString('utf8', 8, 8 + headerLength)) as typeof header
  } catch {
    throw damaged('its header is not JSON')
  }
  const arrays = new Map<string, NamedArray>()
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue
    const { dtype, shape, data_offsets: offsets } = entry as TensorEntry
    const [from, to] = offsets.map((offset) => 8 + headerLength + offset) as [number, number]
    const count = sizeOf(shape)
    if (dtype !== 'F32' || to - from !== count * 4 || to > bytes.length) {
      throw damaged(`"${name}" does not fit`)
    }
    // Copied, because a Float32Array must start at a multiple of four.
    const values = new Float32Array(new Uint8Array(bytes.subarray(from, to)).buffer)
    arrays.set(name, { name, shape, values })
  }
  return { arrays, metadata: (header['__metadata__'] ?? {}) as Record<string, string> }
}

// A file may have been deleted by hand since it was written.
function readBytes(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new StudioError(
      'checkpoint/unreadable',
      `"${file}" cannot be read (${why}); put it back, or take another checkpoint.`,
      { cause }
    )
  }
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}
