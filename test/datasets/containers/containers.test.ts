import sharp from 'sharp'
import { crc32 as reference } from 'node:zlib'
import { expect, test } from 'vitest'
import { inspect } from '../../../src-main/datasets/containers/containers.ts'
import { crc32 } from '../../../src-main/datasets/containers/crc32.ts'
import type { PictureKind } from '../../../src-main/datasets/content.ts'
import { makeCorpus } from '../../corpora/corpus.ts'
import { picture } from '../pictures.ts'

const ENCODED: Partial<Record<PictureKind, () => Promise<Buffer>>> = {
  JPEG: () =>
    picture(60, 40)
      .withExif({ IFD0: { Copyright: 'x' } })
      .jpeg()
      .toBuffer(),
  PNG: () => picture(60, 40).png().toBuffer(),
  GIF: () => picture(60, 40).gif().toBuffer(),
  WebP: () => picture(60, 40).webp().toBuffer(),
  TIFF: () => picture(60, 40).tiff({ compression: 'lzw' }).toBuffer(),
  AVIF: () => picture(60, 40).avif({ effort: 0 }).toBuffer()
}

test.each(Object.entries(ENCODED))(
  '%s is whole with its last byte and at no byte before',
  async (name, encode) => {
    const kind = name as PictureKind
    const whole = await encode()
    expect(inspect(kind, whole)).toEqual({ cutOff: false })
    for (let length = 16; length < whole.length; length++) {
      expect({ length, ...inspect(kind, whole.subarray(0, length)) }).toEqual({
        length,
        cutOff: true
      })
    }
  }
)

test('what cameras and editors append does not make a file look cut off', async () => {
  for (const name of ['JPEG', 'PNG', 'GIF', 'WebP', 'TIFF'] as const) {
    const appended = Buffer.concat([await ENCODED[name]!(), Buffer.alloc(100_000, 7)])
    expect({ name, ...inspect(name, appended) }).toEqual({ name, cutOff: false })
  }
})

test('a thumbnail’s end is not the picture’s', async () => {
  const thumbnail = await sharp({
    create: { width: 9, height: 9, channels: 3, background: '#333' }
  })
    .jpeg()
    .toBuffer()
  const whole = await picture(60, 40).jpeg().toBuffer()
  // An application segment with a JPEG in it, behind the start mark.
  const segment = Buffer.concat([Buffer.of(0xff, 0xe1, 0, 0), thumbnail])
  segment.writeUInt16BE(thumbnail.length + 2, 2)
  const withThumbnail = Buffer.concat([whole.subarray(0, 2), segment, whole.subarray(2)])
  expect(inspect('JPEG', withThumbnail)).toEqual({ cutOff: false })
  expect(inspect('JPEG', withThumbnail.subarray(0, -2))).toEqual({ cutOff: true })
})

test('the frames of an AVIF that is an animation are counted by its table of samples', async () => {
  const still = await ENCODED.AVIF!()
  // A film with nothing in it but a table of 7 samples.
  const table = Buffer.from('\0\0\0\x14stsz\0\0\0\0\0\0\0\0\0\0\0\x07', 'latin1')
  const film = Buffer.concat([Buffer.from('\0\0\0\x1cmoov', 'latin1'), table])
  const animation = Buffer.concat([still, film])
  animation.write('avis', 8)
  expect(inspect('AVIF', animation)).toEqual({ cutOff: false, frames: 7 })
})

test('the checksum is that of zlib', async () => {
  for (const { bytes } of (await makeCorpus())['no pictures']!) {
    expect(crc32(bytes)).toBe(reference(bytes))
  }
})
