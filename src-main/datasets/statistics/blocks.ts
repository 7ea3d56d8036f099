import type { Cache } from '../cache.ts'
import { itemBytes } from '../forms/bytes.ts'

// Read and counted within a few milliseconds.
const BLOCK_BYTES = 2 ** 20

/** Reads items of a cache a few at a time, one after another in each block; blocks are used again. */
export function* readBlocks(cache: Cache, pictures: readonly number[]): Generator<Uint8Array> {
  const length = itemBytes(cache)
  const each = Math.max(1, Math.floor(BLOCK_BYTES / length))
  const block = new Uint8Array(each * length)
  for (let from = 0; from < pictures.length; from += each) {
    const some = pictures.slice(from, from + each)
    cache.read(some, block)
    yield block.subarray(0, some.length * length)
  }
}
