import type { Cache } from '../../datasets/cache.ts'
import { itemBytes } from '../../datasets/forms/bytes.ts'
import { createRandom, STREAMS, type Random } from '../../engine/random.ts'
import type { LabelledHead } from './heads.ts'
import { BATCH } from './network.ts'

// A shift of up to a 32nd of the side; a flip or a turn could change what a label says.
const SHIFT_SHARE = 32

/** Batches without end from some of a data set's pictures, shuffled anew each round, each moved a little. */
export function openLabelled(
  cache: Cache,
  heads: readonly LabelledHead[],
  pictures: readonly number[],
  seed: number
): () => Record<string, Float32Array> {
  const length = itemBytes(cache)
  const order = [...pictures]
  const shuffling = createRandom(seed, STREAMS.data)
  const shifting = createRandom(seed, STREAMS.augmentation)
  const bytes = new Uint8Array(length)
  const values = new Float32Array(BATCH * length)
  const furthest = Math.floor(cache.size / SHIFT_SHARE)
  let place = order.length

  return () => {
    const wanted = heads.map((head) => new Float32Array(BATCH * head.values.length))
    for (let row = 0; row < BATCH; row++) {
      if (place >= order.length) {
        shuffle(order, shuffling)
        place = 0
      }
      const picture = order[place++]!
      cache.read([picture], bytes)
      const [dx, dy] = [shift(shifting, furthest), shift(shifting, furthest)]
      putShifted(bytes, cache, [dx, dy], values.subarray(row * length, (row + 1) * length))
      heads.forEach(({ of, values }, head) => {
        if (of[picture]! >= 0) wanted[head]![row * values.length + of[picture]!] = 1
      })
    }
    return {
      pictures: values,
      ...Object.fromEntries(wanted.map((rows, head) => [`wanted${head}`, rows]))
    }
  }
}

/** Puts a list into a random order (Fisher and Yates). */
export function shuffle<Item>(list: Item[], random: Random): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.integer(i + 1)
    ;[list[i], list[j]] = [list[j]!, list[i]!]
  }
}

function shift(random: Random, furthest: number): number {
  return random.integer(2 * furthest + 1) - furthest
}

// In [-1,1], moved by whole pixels; what comes in is the edge's row or column again.
function putShifted(
  bytes: Uint8Array,
  { size, channels }: Pick<Cache, 'size' | 'channels'>,
  [dx, dy]: [number, number],
  out: Float32Array
): void {
  const inside = (place: number): number => Math.min(size - 1, Math.max(0, place))
  let at = 0
  for (let y = 0; y < size; y++) {
    const row = inside(y - dy) * size
    for (let x = 0; x < size; x++) {
      const from = (row + inside(x - dx)) * channels
      for (let c = 0; c < channels; c++) out[at++] = bytes[from + c]! / 127.5 - 1
    }
  }
}
