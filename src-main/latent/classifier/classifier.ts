import type { Head, LeftOut } from './heads.ts'
import { BATCH, type ClassifierGraph, type PictureShape } from './network.ts'

/** An attribute that a classifier knows. */
export interface KnownAttribute extends Head {
  /** Share of held-out real pictures whose value it names, 0-1. */
  accuracy: number
}

/** Tells attributes of pictures, as the labels of a data set name them. */
export interface Classifier extends Readonly<PictureShape> {
  readonly attributes: readonly KnownAttribute[]
  readonly leftOut: readonly LeftOut[]
  /**
   * For each attribute, in order, the probabilities of its values: pictures x values, rows first. Pictures
   * are size x size x channels bytes.
   */
  classify(pictures: readonly Uint8Array[]): Float32Array[]
  /** Of an `AttributeNetwork` of this shape and these values, by name. */
  weights(): ReadonlyMap<string, Float32Array>
  dispose(): void
}

/** Pictures to probabilities by head, each pictures x `counts[head]`. */
export function classifyWith(
  graph: ClassifierGraph,
  { size, channels }: { size: number; channels: number },
  counts: readonly number[],
  pictures: readonly Uint8Array[]
): Float32Array[] {
  const length = size * size * channels
  const batch = new Float32Array(BATCH * length)
  const found = counts.map((values) => new Float32Array(pictures.length * values))
  for (let from = 0; from < pictures.length; from += BATCH) {
    const some = pictures.slice(from, from + BATCH)
    some.forEach((picture, row) => {
      for (let i = 0; i < length; i++) batch[row * length + i] = picture[i]! / 127.5 - 1
    })
    const heads = graph.run.classify({ pictures: batch })
    counts.forEach((values, head) => {
      // The rows behind the last picture are those of an earlier batch.
      found[head]!.set(heads[`head${head}`]!.subarray(0, some.length * values), from * values)
    })
  }
  return found
}

/** The place of the most probable value of each picture, out of pictures x `values` probabilities. */
export function likeliest(probabilities: Float32Array, values: number): Uint8Array {
  return Uint8Array.from({ length: probabilities.length / values }, (_, picture) => {
    const own = probabilities.subarray(picture * values, (picture + 1) * values)
    return own.indexOf(Math.max(...own))
  })
}
