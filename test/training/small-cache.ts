import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { INDEX_FILE, shardFile, type FirstIndex } from '../../src-main/datasets/cache.ts'
import { createRandom } from '../../src-main/engine/random.ts'

/** Writes a cache of seeded pictures, each a bright square on a dark ground, and returns its folder. */
export function writeSmallCache(folder: string, count: number, size: number): string {
  const random = createRandom(1, 1)
  const length = size * size * 3
  const pixels = new Uint8Array(count * length).fill(30)
  for (let picture = 0; picture < count; picture++) {
    const [left, top] = [random.integer(size / 2), random.integer(size / 2)]
    for (let y = top; y < top + size / 2; y++) {
      pixels.fill(
        220,
        picture * length + (y * size + left) * 3,
        picture * length + (y * size + left + size / 2) * 3
      )
    }
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, shardFile(0)), pixels)
  const index: FirstIndex = {
    version: 1,
    size,
    channels: 3,
    count,
    hash: 'made by a test',
    perShard: count,
    files: [],
    labels: { label: { values: ['0', '1'], of: Array.from({ length: count }, (_, i) => i % 2) } }
  }
  writeFileSync(join(folder, INDEX_FILE), JSON.stringify(index))
  return folder
}
