import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { StudioError } from '../contract/errors.ts'
import { sizeOf } from '../engine/shape.ts'
import { digestOf, seal, unseal, type Seal } from './seal.ts'
import { writeWhole } from './write-whole.ts'

/** A named array with its shape. */
export interface NamedArray {
  name: string
  shape: readonly number[]
  values: Float32Array
}

/**
 * Writes arrays in the safetensors format, beside and then renamed, so that the file is whole or not
 * there, and sealed. Returns the size and the SHA-256 of the arrays' bytes alone, which a change of metadata
 * leaves as it is.
 */
export function writeSafetensors(
  file: string,
  arrays: readonly NamedArray[],
  metadata: Record<string, string>
): { bytes: number; sha256: string } {
  const sealed = seal(
    metadata,
    arrays.map(({ name, values }) => ({ name, bytes: bytesOf(values) }))
  )
  const [header, ...data] = encodeSafetensors(arrays, sealed)
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

/**
 * Reads such a file, of its arrays only those whose name is wanted: the others cost nothing but a line of
 * the header. Throws `checkpoint/unreadable`, or `checkpoint/damaged` where a length does not fit, or a byte
 * of what is read is not the one that was written.
 */
export function readSafetensors(
  file: string,
  wanted: (name: string) => boolean = () => true
): {
  arrays: Map<string, NamedArray>
  metadata: Record<string, string>
} {
  let descriptor: number | undefined
  try {
    descriptor = openSync(file, 'r')
    return readParts(file, descriptor, wanted)
  } catch (cause) {
    // A file may have been deleted by hand since it was written.
    if (cause instanceof StudioError) throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new StudioError(
      'checkpoint/unreadable',
      `"${file}" cannot be read (${why}); put it back, or take another checkpoint.`,
      { cause }
    )
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

function readParts(
  file: string,
  descriptor: number,
  wanted: (name: string) => boolean
): ReturnType<typeof readSafetensors> {
  const damaged = (why: string): StudioError =>
    new StudioError(
      'checkpoint/damaged',
      `"${file}" is damaged (${why}); put a copy of it back, or take another checkpoint.`
    )
  const read = (bytes: Uint8Array, position: number, what: string): void => {
    for (let at = 0, count: number; at < bytes.length; at += count) {
      count = readSync(descriptor, bytes, at, bytes.length - at, position + at)
      // Cut while it is read.
      if (count === 0) throw damaged(`${what} is cut off`)
    }
  }
  const { size } = fstatSync(descriptor)
  const length = Buffer.alloc(8)
  read(length, 0, 'the length of its header')
  const dataAt = 8 + Number(length.readBigUInt64LE())
  if (dataAt > size) throw damaged('its header is cut off')
  const text = Buffer.alloc(dataAt - 8)
  read(text, 8, 'its header')
  const header = parseHeader(text.toString('utf8'))
  if (!header) throw damaged('its header is not what this format has')
  const sealed = unseal(header.metadata)
  if (!sealed) throw damaged('its header is not as it was written')
  checkNames(header, sealed, damaged)
  const arrays = new Map<string, NamedArray>()
  for (const [name, { dtype, shape, data_offsets: offsets }] of header.entries) {
    const [from, to] = offsets
    // Those that are not wanted too: of a file that is cut no part is trusted.
    if (dtype !== 'F32' || to - from !== sizeOf(shape) * 4 || dataAt + to > size) {
      throw damaged(`"${name}" does not fit`)
    }
    if (!wanted(name)) continue
    const values = new Float32Array(sizeOf(shape))
    read(bytesOf(values), dataAt + from, `"${name}"`)
    if (sealed.digests && sealed.digests.get(name) !== digestOf(bytesOf(values))) {
      throw damaged(`"${name}" is not as it was written`)
    }
    arrays.set(name, { name, shape, values })
  }
  return { arrays, metadata: sealed.metadata }
}

// An array whose name has changed would be missed rather than seen as changed.
function checkNames(
  { entries }: Header,
  { digests }: Seal,
  damaged: (why: string) => StudioError
): void {
  if (!digests) return
  const names = new Set(entries.map(([name]) => name))
  const lost = [...digests.keys()].find((name) => !names.has(name))
  if (lost !== undefined || names.size !== digests.size) {
    throw damaged(lost === undefined ? 'its header names too much' : `"${lost}" is not in it`)
  }
}

interface Entry {
  dtype: string
  shape: number[]
  data_offsets: [number, number]
}

interface Header {
  metadata: Record<string, string>
  entries: [name: string, entry: Entry][]
}

function parseHeader(text: string): Header | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined
  const { __metadata__: metadata = {}, ...rest } = parsed as { __metadata__?: unknown }
  const entries = Object.entries<unknown>(rest)
  const fits = typeof metadata === 'object' && entries.every(([, entry]) => isEntry(entry))
  return fits ? ({ metadata, entries } as Header) : undefined
}

const areWhole = (numbers: unknown): numbers is number[] =>
  Array.isArray(numbers) && numbers.every((number) => Number.isSafeInteger(number) && number >= 0)

function isEntry(value: unknown): value is Entry {
  const { shape, data_offsets: offsets } = (value ?? {}) as Partial<Entry>
  return areWhole(shape) && areWhole(offsets) && offsets.length === 2
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}
