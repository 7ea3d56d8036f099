import { expect, test } from 'vitest'
import { StudioError } from '../../../src-main/contract/errors.ts'
import { decodeBitmap } from '../../../src-main/datasets/decoders/bitmap.ts'
import type { Decoder } from '../../../src-main/datasets/decoders/decoder.ts'
import { decodePortable } from '../../../src-main/datasets/decoders/portable.ts'
import { bmpEntries } from '../../corpora/bmp.ts'
import type { Entry } from '../../corpora/entry.ts'
import { portableEntries } from '../../corpora/portable.ts'

const request = { scale: (size: { width: number; height: number }) => size, background: '#ffffff' }

// Numerical Recipes' linear congruential generator: the same bytes are changed on every machine.
function randoms(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function* spoilt(entries: Entry[]): Iterable<{ name: string; bytes: Buffer }> {
  const random = randoms(1)
  for (const { name, bytes } of entries) {
    for (let length = 0; length < bytes.length; length += length < 150 ? 1 : 97) {
      yield { name: `${name} to ${length}`, bytes: Buffer.from(bytes.subarray(0, length)) }
    }
    for (let n = 0; n < 150; n++) {
      const changed = Buffer.from(bytes)
      // Mostly the header, where numbers decide on loops and memory.
      const at = Math.floor(random() ** 3 * changed.length)
      for (let i = 0; i < 1 + (n % 4); i++) changed[at + i] = Math.floor(random() * 256)
      yield { name: `${name} changed at ${at}`, bytes: changed }
    }
  }
}

test.each<[string, Decoder, Entry[]]>([
  ['BMP', decodeBitmap, bmpEntries()],
  ['PNM', decodePortable, portableEntries()]
])(
  'no spoilt %s does anything but give a picture of its size or a reason',
  async (_, decode, entries) => {
    let [decoded, refused] = [0, 0]
    for (const { name, bytes } of spoilt(entries)) {
      try {
        const { picture, width, height } = await decode(bytes, request)
        expect(picture.pixels.length).toBe(width * height * picture.channels)
        decoded++
      } catch (error) {
        // Anything else is a mistake of ours.
        expect({
          name,
          error: String(error),
          isRefusal: error instanceof StudioError
        }).toMatchObject({
          isRefusal: true
        })
        refused++
      }
    }
    expect(decoded).toBeGreaterThan(500)
    expect(refused).toBeGreaterThan(500)
  }
)
