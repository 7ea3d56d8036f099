import type { Cache } from '../datasets/cache.ts'
import { itemBytes } from '../datasets/forms/bytes.ts'

// Training pictures read at once.
const CHUNK = 256

/**
 * For each picture, the number of the nearest one in a data set of the same shape, by squared distance
 * of pixels; those of `excluded` do not count.
 */
export function nearestPictures(
  pictures: readonly Uint8Array[],
  cache: Cache,
  excluded: readonly number[] = []
): number[] {
  const length = itemBytes(cache)
  const left = new Set(excluded)
  const best = pictures.map(() => ({ index: 0, distance: Infinity }))
  const chunk = new Uint8Array(CHUNK * length)
  for (let from = 0; from < cache.count; from += CHUNK) {
    const count = Math.min(CHUNK, cache.count - from)
    cache.read(
      Array.from({ length: count }, (_, i) => from + i),
      chunk
    )
    for (let i = 0; i < count; i++) {
      if (left.has(from + i)) continue
      const real = chunk.subarray(i * length, (i + 1) * length)
      pictures.forEach((picture, p) => {
        const distance = squaredDistance(picture, real, best[p]!.distance)
        if (distance < best[p]!.distance) best[p] = { index: from + i, distance }
      })
    }
  }
  return best.map(({ index }) => index)
}

// Gives up as soon as it is worse than the best.
function squaredDistance(a: Uint8Array, b: Uint8Array, limit: number): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) {
    sum += (a[i]! - b[i]!) ** 2
    if ((i & 255) === 255 && sum >= limit) return sum
  }
  return sum
}
