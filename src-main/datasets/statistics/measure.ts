import { createBreather } from '../breathe.ts'
import type { Cache } from '../cache.ts'
import { itemBytes } from '../forms/bytes.ts'
import { readBlocks } from './blocks.ts'
import { countLevels, createLevels, summariseLevels, type LevelStatistics } from './levels.ts'

/** What the pixels of some pictures say. */
export interface Measured extends LevelStatistics {
  /** The mean of all items, laid out as one of them; black where there is none. */
  meanItem: Uint8Array<ArrayBuffer>
}

/** Counts every byte of some pictures of a cache; rejects with the signal's reason. */
export async function measurePictures(
  cache: Cache,
  pictures: readonly number[],
  signal?: AbortSignal
): Promise<Measured> {
  const breathe = createBreather(signal)
  const length = itemBytes(cache)
  // Of voxels, whether they are there.
  const channels = cache.form === 'voxels' ? 1 : cache.channels
  const levels = createLevels(channels)
  // 32 bits hold the sums of 16 million items.
  const sums = new Uint32Array(length)
  for (const block of readBlocks(cache, pictures)) {
    countLevels(levels, block, channels)
    for (let from = 0; from < block.length; from += length) {
      for (let i = 0; i < length; i++) sums[i]! += block[from + i]!
    }
    await breathe()
  }
  const count = Math.max(1, pictures.length)
  return {
    ...summariseLevels(levels),
    meanItem: Uint8Array.from(sums, (sum) => Math.round(sum / count))
  }
}
