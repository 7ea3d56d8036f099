import type { Labels } from '../labels.ts'

/** A sample set: its n-th picture depends on nothing but seed, size and n. */
export interface SampleSet {
  draw(index: number): { pixels: Uint8Array; labels: Labels }
}
