import type { Cache } from '../datasets/cache.ts'

// Training pictures read at once.
const CHUNK = 256

/** For each picture, the index of the nearest one in a data set, by squared distance of pixels. */
export function nearestPictures(pictures: readonly Uint8Array[], cache: Cache): number[] {
  const length = cache.size * cache.size * 3
  const best = pictures.map(() => ({ index: 0, distance: Infinity }))
  const chunk = new Uint8Array(CHUNK * length)
  for (let from = 0; from < cache.count; from += CHUNK) {
    const count = Math.min(CHUNK, cache.count - from)
    cache.read(
      Array.from({ length: count }, (_, i) => from + i),
      chunk
    )
    for (let i = 0; i < count; i++) {
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
