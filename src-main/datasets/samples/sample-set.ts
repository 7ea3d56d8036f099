import type { ItemShape } from '../forms/bytes.ts'
import type { Labels } from '../labels.ts'

/** A sample set: its n-th item depends on nothing but seed, size and n. */
export interface SampleSet {
  readonly shape: ItemShape
  /** Bytes as `shape` has them, and what they show in words. */
  draw(index: number): { pixels: Uint8Array; labels: Labels }
}
