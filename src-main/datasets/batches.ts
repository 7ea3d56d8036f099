import type { Random, RandomState } from '../engine/random.ts'
import type { Cache } from './cache.ts'
import { itemBytes } from './forms/bytes.ts'

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
  /**
   * Fills `out`, [batch,size,size,channels] in [-1,1], with the next pictures, whose numbers it gives; an epoch's
   * rest runs on into the next.
   */
  next(out: Float32Array): number[]
  state(): BatchState
  restore(state: BatchState): void
  close(): void
}

// Bytes to [-1,1], by looking up.
const SCALED = Float32Array.from({ length: 256 }, (_, byte) => byte / 127.5 - 1)

/** How a walk goes through a data set. */
export interface BatchOptions {
  /** Mirrors every other picture by chance. */
  flip: boolean
  /** Numbers of the pictures that never come; a walk can be gone on with only where they are the same. */
  excluded?: readonly number[]
}

/** Starts batches at the beginning of a first, shuffled epoch. */
export function openBatches(
  cache: Cache,
  batch: number,
  random: Random,
  { flip, excluded = [] }: BatchOptions
): Batches {
  const line = cache.size * cache.channels
  const length = itemBytes(cache)
  const used = without(cache.count, excluded)
  const bytes = new Uint8Array(batch * length)
  let shuffledFrom = random.state()
  let order = shuffled(used, random)
  let position = 0

  const take = (): number => {
    // Beyond it where fewer pictures are in use than when the walk began.
    if (position >= used.length) {
      shuffledFrom = random.state()
      order = shuffled(used, random)
      position = 0
    }
    return order[position++]!
  }
  return {
    next(out) {
      const pictures = Array.from({ length: batch }, take)
      cache.read(pictures, bytes)
      for (let row = 0; row < batch; row++) {
        const mirrored = flip && random.uniform() < 0.5
        if (mirrored) copyMirrored(bytes, out, row * length, length, line, cache.channels)
        else for (let i = row * length; i < (row + 1) * length; i++) out[i] = SCALED[bytes[i]!]!
      }
      return pictures
    },
    state: () => ({ shuffledFrom, random: random.state(), position }),
    restore(state) {
      shuffledFrom = state.shuffledFrom
      random.restore(shuffledFrom)
      order = shuffled(used, random)
      random.restore(state.random)
      position = state.position
    },
    close: () => cache.close()
  }
}

// The numbers below `count` that are not left out, ascending.
function without(count: number, excluded: readonly number[]): Uint32Array {
  const left = new Set(excluded)
  return Uint32Array.from({ length: count }, (_, index) => index).filter((n) => !left.has(n))
}

// Fisher and Yates, of a copy.
function shuffled(numbers: Uint32Array, random: Random): Uint32Array {
  const order = numbers.slice()
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.integer(i + 1)
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return order
}

// Line by line from its last pixel to its first.
function copyMirrored(
  bytes: Uint8Array,
  out: Float32Array,
  from: number,
  length: number,
  line: number,
  channels: number
): void {
  for (let start = from; start < from + length; start += line) {
    for (let at = 0; at < line; at += channels) {
      const source = start + line - channels - at
      for (let c = 0; c < channels; c++) out[start + at + c] = SCALED[bytes[source + c]!]!
    }
  }
}
