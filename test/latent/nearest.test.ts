import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createCacheWriter } from '../../src-main/datasets/cache-writer.ts'
import { openCache, type Cache } from '../../src-main/datasets/cache.ts'
import { nearestPictures } from '../../src-main/latent/nearest.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const SIZE = 16

// More than are read at once; the n-th is of one colour, n modulo 256.
async function manyPictures(count: number, channels: 1 | 3): Promise<Cache> {
  const folder = join(temporaryFolder(), 'cache')
  const writer = await createCacheWriter(folder, { form: 'pictures', size: SIZE, channels })
  for (let n = 0; n < count; n++) {
    await writer.add(new Uint8Array(SIZE * SIZE * channels).fill(n), {})
  }
  await writer.finish()
  const cache = openCache(folder)
  onTestFinished(() => cache.close())
  return cache
}

test.each([1, 3] as const)(
  'finds the nearest of those in use, with %i channels',
  async (channels) => {
    const cache = await manyPictures(300, channels)
    const plain = (value: number): Uint8Array => new Uint8Array(SIZE * SIZE * channels).fill(value)
    const pictures = [plain(0), plain(60), plain(255)]
    // 256 is as black as 0; the first one found counts.
    expect(nearestPictures(pictures, cache)).toEqual([0, 60, 255])
    expect(nearestPictures(pictures, cache, [0, 60, 61, 255])).toEqual([256, 59, 254])
  }
)
