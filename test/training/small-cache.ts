import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { INDEX_FILE, shardFile, type CacheIndex } from '../../src-main/datasets/cache.ts'
import { createRandom } from '../../src-main/engine/random.ts'

/** Writes a cache of seeded pictures, each a bright square on a dark ground, and returns its folder. */
export function writeSmallCache(
  folder: string,
  count: number,
  size: number,
  channels: 1 | 3 = 3
): string {
  const random = createRandom(1, 1)
  const length = size * size * channels
  const pixels = new Uint8Array(count * length).fill(30)
  for (let picture = 0; picture < count; picture++) {
    const [left, top] = [random.integer(size / 2), random.integer(size / 2)]
    for (let y = top; y < top + size / 2; y++) {
      pixels.fill(
        220,
        picture * length + (y * size + left) * channels,
        picture * length + (y * size + left + size / 2) * channels
      )
    }
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, shardFile(0)), pixels)
  const index: CacheIndex = {
    version: 2,
    form: 'pictures',
    size,
    channels,
    count,
    hash: 'made by a test',
    perShard: count
  }
  writeFileSync(join(folder, INDEX_FILE), JSON.stringify(index))
  return folder
}
