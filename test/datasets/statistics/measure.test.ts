import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createCacheWriter } from '../../../src-main/datasets/cache-writer.ts'
import { openCache, type Cache } from '../../../src-main/datasets/cache.ts'
import { itemBytes, type ItemShape } from '../../../src-main/datasets/forms/bytes.ts'
import { measurePictures } from '../../../src-main/datasets/statistics/measure.ts'
import { createRandom } from '../../../src-main/engine/random.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

async function cacheOf(shape: ItemShape, items: Uint8Array[]): Promise<Cache> {
  const folder = join(temporaryFolder(), 'set')
  const writer = await createCacheWriter(folder, shape)
  for (const item of items) await writer.add(item, {})
  await writer.finish()
  const cache = openCache(folder)
  onTestFinished(() => cache.close())
  return cache
}

const SHAPES: ItemShape[] = [
  { form: 'pictures', size: 16, channels: 3 },
  { form: 'pictures', size: 32, channels: 1 },
  { form: 'pairs', size: 16, channels: 3 }
]

test.each(SHAPES)('$form of $size px and $channels channels, by the formulas', async (shape) => {
  const random = createRandom(1, 1)
  const length = itemBytes(shape)
  const items = Array.from({ length: 40 }, (_, item) =>
    new Uint8Array(length).map((_, i) => random.integer(100 + 3 * item) + 10 * (i % shape.channels))
  )
  const cache = await cacheOf(shape, items)
  // Some of them, in another order.
  const used = [5, 3, 39, 17, 0, 22]
  const measured = await measurePictures(cache, used)

  const bytes = used.flatMap((item) => [...items[item]!])
  for (let channel = 0; channel < shape.channels; channel++) {
    const values = bytes.filter((_, i) => i % shape.channels === channel).map((byte) => byte / 255)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
    expect(measured.mean[channel]).toBeCloseTo(mean, 12)
    expect(measured.deviation[channel]).toBeCloseTo(Math.sqrt(variance), 12)
    const shares = new Array<number>(64).fill(0)
    for (const value of values) shares[Math.floor((value * 255) / 4 + 1e-9)]! += 1 / values.length
    measured.histogram[channel]!.forEach((share, bin) =>
      expect(share).toBeCloseTo(shares[bin]!, 12)
    )
  }
  const means = Array.from({ length }, (_, i) =>
    Math.round(used.reduce((sum, item) => sum + items[item]![i]!, 0) / used.length)
  )
  expect([...measured.meanItem]).toEqual(means)
  expect(measured.mean).toHaveLength(shape.channels)
})

test('of voxels, the mean is the filled part', async () => {
  const shape: ItemShape = { form: 'voxels', size: 16, channels: 1 }
  const voxels = new Uint8Array(16 ** 3).map((_, i) => (i % 4 === 0 ? 255 : 0))
  const cache = await cacheOf(shape, [voxels, new Uint8Array(16 ** 3)])
  const { mean, deviation, histogram } = await measurePictures(cache, [0, 1])
  expect(mean).toEqual([1 / 8])
  expect(deviation[0]).toBeCloseTo(Math.sqrt((1 / 8) * (7 / 8)), 12)
  expect(histogram[0]!.filter((share) => share > 0)).toEqual([7 / 8, 1 / 8])
})

test('of no pictures, everything is zero', async () => {
  const cache = await cacheOf({ form: 'pictures', size: 16, channels: 3 }, [
    new Uint8Array(16 * 16 * 3)
  ])
  const { mean, deviation, meanItem } = await measurePictures(cache, [])
  expect({ mean, deviation }).toEqual({ mean: [0, 0, 0], deviation: [0, 0, 0] })
  expect(meanItem).toEqual(new Uint8Array(16 * 16 * 3))
})

test('many pictures are read in blocks; others work meanwhile, and it can be cancelled', async () => {
  const size = 64
  const pixels = new Uint8Array(size * size * 3).map((_, i) => i % 251)
  const cache = await cacheOf({ form: 'pictures', size, channels: 3 }, [pixels])
  const again = Array.from({ length: 4_000 }, () => 0)
  const controller = new AbortController()
  const reason = new Error('enough')
  const timer = setTimeout(() => controller.abort(reason), 1)
  await expect(measurePictures(cache, again, controller.signal)).rejects.toBe(reason)
  clearTimeout(timer)
  const { meanItem } = await measurePictures(cache, again)
  expect(meanItem).toEqual(pixels)
})
