import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  encodeSafetensors,
  readSafetensors,
  writeSafetensors
} from '../../src-main/training/safetensors.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-safetensors-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const arrays = [
  { name: 'b/kernel', shape: [2, 2], values: Float32Array.of(1, -2, 3.5, 1e-30) },
  { name: 'a/scale', shape: [], values: Float32Array.of(0.25) }
]

describe('safetensors', () => {
  it('gives back what was written, and leaves nothing beside it', () => {
    const file = join(folder, 'weights.safetensors')
    const { bytes } = writeSafetensors(file, arrays, { format: 'x' })
    const read = readSafetensors(file)
    expect(read.metadata).toEqual({ format: 'x' })
    expect([...read.arrays.values()]).toEqual([arrays[1], arrays[0]])
    expect(readFileSync(file).length).toBe(bytes)
    expect(readdirSync(folder)).toEqual(['weights.safetensors'])
  })

  it('follows the published layout byte for byte', () => {
    const file = join(folder, 'one.safetensors')
    writeSafetensors(file, [{ name: 't', shape: [1], values: Float32Array.of(1) }], {})
    const bytes = readFileSync(file)
    const length = Number(bytes.readBigUInt64LE(0))
    const { __metadata__: metadata, ...entries } = JSON.parse(
      bytes.toString('utf8', 8, 8 + length)
    ) as Record<string, Record<string, unknown>>
    expect(entries).toEqual({ t: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } })
    // Strings by strings, as the format wants them: the digest of the one array, and of that.
    const digest = createHash('sha256')
      .update(bytes.subarray(8 + length))
      .digest('hex')
    expect(metadata!['digests']).toBe(JSON.stringify({ t: digest }))
    expect(metadata!['seal']).toMatch(/^[0-9a-f]{64}$/)
    expect(bytes.subarray(8 + length)).toEqual(Buffer.from([0, 0, 0x80, 0x3f]))
  })

  it('hashes the arrays alone: neither metadata nor order change it', () => {
    const hash = (order: typeof arrays, note: string): string =>
      writeSafetensors(join(folder, 'h'), order, { note }).sha256
    expect(hash(arrays, 'one')).toBe(hash([...arrays].reverse(), 'two'))
    const changed = [{ ...arrays[0]!, values: Float32Array.of(1, -2, 3.5, 0) }, arrays[1]!]
    expect(hash(changed, 'one')).not.toBe(hash(arrays, 'one'))
  })

  it('reads only the arrays that are wanted, and still sees that others are cut off', () => {
    const file = join(folder, 'weights.safetensors')
    writeSafetensors(file, arrays, { format: 'x' })
    const read = readSafetensors(file, (name) => name.startsWith('a/'))
    expect([[...read.arrays.values()], read.metadata]).toEqual([[arrays[1]], { format: 'x' }])
    // The last bytes are those of the other array.
    writeFileSync(file, readFileSync(file).subarray(0, -1))
    expect(() => readSafetensors(file, (name) => name.startsWith('a/'))).toThrow(
      '"b/kernel" does not fit'
    )
  })

  it.each([
    ['null'],
    ['7'],
    ['{"__metadata__":7}'],
    ['{"t":null}'],
    ['{"t":{"dtype":"F32"}}'],
    ['{"t":{"dtype":"F32","shape":[1],"data_offsets":[0]}}'],
    ['{"t":{"dtype":"F32","shape":[-1],"data_offsets":[4,0]}}'],
    ['{"t":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}'],
    ['{"t":{"dtype":"F32","shape":[9],"data_offsets":[0,4]}}']
  ])('names a file with the header %s', (header) => {
    const file = join(folder, 'weights.safetensors')
    const length = Buffer.alloc(8)
    length.writeBigUInt64LE(BigInt(header.length))
    writeFileSync(file, Buffer.concat([length, Buffer.from(header), Buffer.alloc(4)]))
    expect(() => readSafetensors(file)).toThrow(/weights\.safetensors" is damaged \(/)
  })

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
    ['a stump', (bytes: Buffer) => bytes.subarray(0, 5)],
    [
      'without a header',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 8), Buffer.alloc(400)])
    ],
    ['of absurd length', (bytes: Buffer) => Buffer.concat([Buffer.alloc(8, 255), bytes])]
  ])('names a file that is %s', (_, damage) => {
    const file = join(folder, 'weights.safetensors')
    writeSafetensors(file, arrays, {})
    writeFileSync(file, damage(readFileSync(file)))
    expect(() => readSafetensors(file)).toThrow(/weights\.safetensors" is damaged/)
  })

  it('sees every byte that is not as it was written', () => {
    const file = join(folder, 'weights.safetensors')
    writeSafetensors(file, arrays, { format: 'x' })
    const bytes = readFileSync(file)
    const unseen: number[] = []
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed[at]! ^= 1
      writeFileSync(file, changed)
      try {
        readSafetensors(file)
        unseen.push(at)
      } catch (error) {
        expect(error).toMatchObject({ code: 'checkpoint/damaged' })
      }
    }
    expect(unseen).toEqual([])
  })

  it('reads files of release 0.1, which have no seal', () => {
    const file = join(folder, 'weights.safetensors')
    writeFileSync(file, Buffer.concat(encodeSafetensors(arrays, { format: 'x' })))
    const { arrays: read, metadata } = readSafetensors(file)
    expect([[...read.values()], metadata]).toEqual([[arrays[1], arrays[0]], { format: 'x' }])
  })

  it('names a file that is not there any more', () => {
    expect(() => readSafetensors(join(folder, 'none'))).toThrow(/none" cannot be read/)
    expect(() => readSafetensors(folder)).toThrow(/cannot be read \(EISDIR/)
  })
})
