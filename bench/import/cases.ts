import type { PictureSet } from './pictures.ts'

/** What is imported. */
export const CASES: readonly PictureSet[] = [
  // About 60 kB each.
  { name: 'jpeg-512', count: 12_000, sides: [512, 512] },
  // About 570 kB each.
  { name: 'jpeg-2048', count: 1_200, sides: [2_048, 2_048] },
  // About 6 kB each.
  { name: 'small-100k', count: 100_000, sides: [96, 160] }
]
