import { philox4x32 } from './philox.ts'

/** Where a generator stands: everything needed to go on exactly from here. */
export interface RandomState {
  seed: number
  stream: number
  /** 32-bit words drawn so far. */
  drawn: number
}

/** A seeded, counter-based source of random numbers whose state can be saved and restored. */
export interface Random {
  /** In [0, 1), with 24 bits, so that it is exact as a 32-bit float. */
  uniform(): number
  /** A whole number in [0, below). */
  integer(below: number): number
  fillUniform(out: Float32Array, minimum: number, maximum: number): void
  /** Standard normal, by Box and Muller (1958). */
  fillNormal(out: Float32Array): void
  state(): RandomState
  restore(state: RandomState): void
}

/**
 * What draws from its own stream, so that one more draw in one place moves no other. The numbers are
 * part of every checkpoint and of every picture's lineage: add new ones, change none.
 */
export const STREAMS = {
  weights: 1,
  latents: 2,
  data: 3,
  fixedLatents: 4,
  samples: 5,
  drawing: 6,
  avatars: 7,
  labels: 8,
  augmentation: 9,
  dropout: 10,
  shapes: 11,
  edges: 12,
  voxels: 13,
  points: 14,
  projection: 15,
  maps: 16,
  directions: 17,
  evaluation: 18
} as const

/** Makes a generator; equal seed and stream give equal numbers on every machine. */
export function createRandom(seed: number, stream: number): Random {
  let state: RandomState = { seed, stream, drawn: 0 }
  let block: [number, number, number, number] = [0, 0, 0, 0]
  let blockIndex = -1

  const word = (): number => {
    const index = Math.floor(state.drawn / 4)
    if (index !== blockIndex) {
      const low = index >>> 0
      const high = Math.floor(index / 2 ** 32)
      block = philox4x32([low, high, state.stream, 0], [state.seed >>> 0, 0])
      blockIndex = index
    }
    return block[state.drawn++ & 3]!
  }
  const uniform = (): number => (word() >>> 8) * 2 ** -24

  return {
    uniform,
    integer: (below) => Math.floor(uniform53(word) * below),
    fillUniform(out, minimum, maximum) {
      for (let i = 0; i < out.length; i++) out[i] = minimum + (maximum - minimum) * uniform()
    },
    fillNormal(out) {
      for (let i = 0; i < out.length; i += 2) {
        // 1 - u keeps the logarithm finite.
        const radius = Math.sqrt(-2 * Math.log(1 - uniform()))
        const angle = 2 * Math.PI * uniform()
        out[i] = radius * Math.cos(angle)
        if (i + 1 < out.length) out[i + 1] = radius * Math.sin(angle)
      }
    },
    state: () => ({ ...state }),
    restore(saved) {
      state = { ...saved }
      blockIndex = -1
    }
  }
}

// 53 bits, so that large ranges are drawn evenly.
function uniform53(word: () => number): number {
  const high = word() >>> 5
  const low = word() >>> 6
  return (high * 2 ** 26 + low) / 2 ** 53
}
