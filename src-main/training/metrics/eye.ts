import type { View } from './features.ts'

/** Networks that look at pictures. */
export interface Eye {
  /** What its features are kept under: equal names see alike. */
  name: string
  /** Numbers a picture of each network. */
  widths: readonly number[]
  /** What it tells of a picture; nothing where it knows no labels. */
  attributes: readonly { attribute: string; values: readonly string[] }[]
  /** Up to `LOOK` pictures, each size x size x channels bytes. */
  see(pictures: readonly Uint8Array[]): Sight
  dispose(): void
}

/** What an eye sees of some pictures. */
export interface Sight {
  view: View
  /** For each attribute the place of each picture's likeliest value. */
  kinds: readonly Uint8Array[]
}

/** Pictures in one call of an eye; some milliseconds at 64 px. */
export const LOOK = 16

/** All that an eye has seen of pictures that come in pieces. */
export interface Memory {
  view: View
  /** For each attribute how often each of its values was the likeliest. */
  tallies: readonly Float32Array[]
}

/** Room for what an eye sees of `count` pictures, and how more of them are put into it. */
export function createMemory(
  eye: Eye,
  count: number
): { memory: Memory; add(pictures: readonly Uint8Array[]): void } {
  const memory = {
    view: eye.widths.map((width) => ({ width, values: new Float32Array(count * width) })),
    tallies: eye.attributes.map(({ values }) => new Float32Array(values.length))
  }
  let row = 0
  return {
    memory,
    add(pictures) {
      const { view, kinds } = eye.see(pictures)
      view.forEach(({ width, values }, network) =>
        memory.view[network]!.values.set(values, row * width)
      )
      kinds.forEach((places, head) => {
        for (const place of places) memory.tallies[head]![place]!++
      })
      row += pictures.length
    }
  }
}
