import type { Random, RandomState } from '../engine/random.ts'
import type { Cache } from './cache.ts'

/** Where a walk through the data stands; enough to go on exactly. */
export interface BatchState {
  /** The generator as it was before the present epoch was shuffled. */
  shuffledFrom: RandomState
  /** The generator now. */
  random: RandomState
  /** Pictures of the present epoch already given. */
  position: number
}

/** Endless shuffled batches of a data set. */
export interface Batches {
  /** Fills `out`, [batch,size,size,3] in [-1,1], with the next pictures; an epoch's rest runs on into the next. */
  next(out: Float32Array): void
  state(): BatchState
  restore(state: BatchState): void
  close(): void
}

// Bytes to [-1,1], by looking up.
const SCALED = Float32Array.from({ length: 256 }, (_, byte) => byte / 127.5 - 1)

/** Starts batches at the beginning of a first, shuffled epoch; `flip` mirrors every other picture by chance. */
export function openBatches(
  cache: Cache,
  batch: number,
  random: Random,
  options: { flip: boolean }
): Batches {
  const { size, count } = cache
  const length = size * size * 3
  const bytes = new Uint8Array(batch * length)
  let shuffledFrom = random.state()
  let order = shuffle(count, random)
  let position = 0

  const take = (): number => {
    if (position === count) {
      shuffledFrom = random.state()
      order = shuffle(count, random)
      position = 0
    }
    return order[position++]!
  }
  return {
    next(out) {
      cache.read(Array.from({ length: batch }, take), bytes)
      for (let row = 0; row < batch; row++) {
        const mirrored = options.flip && random.uniform() < 0.5
        if (mirrored) copyMirrored(bytes, out, row * length, size)
        else for (let i = row * length; i < (row + 1) * length; i++) out[i] = SCALED[bytes[i]!]!
      }
    },
    state: () => ({ shuffledFrom, random: random.state(), position }),
    restore(state) {
      shuffledFrom = state.shuffledFrom
      random.restore(shuffledFrom)
      order = shuffle(count, random)
      random.restore(state.random)
      position = state.position
    },
    close: () => cache.close()
  }
}

// Fisher and Yates.
function shuffle(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index)
  for (let i = count - 1; i > 0; i--) {
    const j = random.integer(i + 1)
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return order
}

function copyMirrored(bytes: Uint8Array, out: Float32Array, from: number, size: number): void {
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const source = from + (y * size + (size - 1 - x)) * 3
      const target = from + (y * size + x) * 3
      for (let c = 0; c < 3; c++) out[target + c] = SCALED[bytes[source + c]!]!
    }
  }
}
