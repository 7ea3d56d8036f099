import { refusal } from '../refusal.ts'

/** Pictures or labels as the files of MNIST hold them. */
export type IdxFile =
  | { kind: 'pictures'; count: number; width: number; height: number; pixels: Uint8Array }
  | { kind: 'labels'; values: Uint8Array }

// yann.lecun.com/exdb/mnist: two zeros, the type of the numbers, how many dimensions, their lengths.
const TYPES: Record<number, string> = {
  0x08: 'bytes',
  0x09: 'signed bytes',
  0x0b: '16-bit integers',
  0x0c: '32-bit integers',
  0x0d: '32-bit floats',
  0x0e: '64-bit floats'
}
const BYTES = 0x08
const LONGEST_SIDE = 4096

/** Reads an idx file; throws a refusal where it is none, damaged, or holds something else. */
export function parseIdx(bytes: Buffer): IdxFile {
  const [type, dimensions] = [bytes[2] ?? 0, bytes[3] ?? 0]
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0 || !TYPES[type]) {
    throw refusal('It is no idx file, whatever its name says.')
  }
  if (type !== BYTES) throw refusal(`Its numbers are ${TYPES[type]}; only bytes are read.`)
  if (dimensions !== 1 && dimensions !== 3) {
    throw refusal(`It has ${dimensions} dimensions; pictures have 3 and labels 1.`)
  }
  const start = 4 + 4 * dimensions
  if (bytes.length < start) throw refusal('It is cut off within its first bytes.')
  const [count = 0, height = 1, width = 1] = Array.from({ length: dimensions }, (_, i) =>
    bytes.readUInt32BE(4 + 4 * i)
  )
  const values = bytes.subarray(start)
  const what = dimensions === 1 ? 'labels' : 'pictures'
  const size = dimensions === 1 ? '' : ` of ${width} × ${height} pixels`
  if (values.length !== count * height * width) {
    throw refusal(
      `It should hold ${count} ${what}${size}, ${count * height * width} bytes, but has ${values.length}.`
    )
  }
  if (dimensions === 1) return { kind: 'labels', values }
  if (Math.min(height, width) < 1 || Math.max(height, width) > LONGEST_SIDE) {
    throw refusal(`Its pictures are ${width} × ${height}; sides may be 1 to ${LONGEST_SIDE}.`)
  }
  return { kind: 'pictures', count, width, height, pixels: values }
}
