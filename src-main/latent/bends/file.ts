import { readFileSync } from 'node:fs'
import { StudioError } from '../../contract/errors.ts'
import type { Bend } from './advance.ts'

/** A bend as bytes: its own weights, then those that it goes against, all of the same length. */
export function packBend({ weights, against }: Bend): Uint8Array {
  const rows = [weights, ...against]
  const header = Buffer.alloc(4)
  header.writeUInt32LE(weights.length)
  return Buffer.concat([
    header,
    ...rows.map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength))
  ])
}

/** The bend that bytes hold. Throws `direction/damaged`. */
export function unpackBend(bytes: Uint8Array, name: string): Bend {
  const width = bytes.length < 8 ? 0 : Buffer.from(bytes.slice(0, 4)).readUInt32LE()
  const values = new Float32Array(
    Uint8Array.from(bytes.subarray(4)).buffer.slice(0, (bytes.length - 4) & ~3)
  )
  if (width === 0 || values.length === 0 || values.length % width !== 0) {
    throw new StudioError(
      'direction/damaged',
      `What “${name}” bends by is damaged; find the direction again.`
    )
  }
  const rows = Array.from({ length: values.length / width }, (_, row) =>
    values.slice(row * width, (row + 1) * width)
  )
  return { weights: rows[0]!, against: rows.slice(1) }
}

/** The same from a file that the studio keeps beside the model. */
export function readBend(file: string, name: string): Bend {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file)
  } catch (cause) {
    throw new StudioError(
      'direction/damaged',
      `What “${name}” bends by cannot be read (${file}); find the direction again.`,
      { cause }
    )
  }
  return unpackBend(bytes, name)
}
