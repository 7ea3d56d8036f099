import type { RunConfig } from './run-config.ts'

/** The side of a pyramid's coarsest level, in pixels. */
export const COARSEST = 8

/** Numbers of a place at most: those of the setting, a pyramid's planes at 32 px, and classes. */
export const LARGEST_PLACE = 512 + 16 ** 2 + 32 ** 2 + 100

/** The sides of a pyramid's levels, the coarsest first and each twice the one before, up to the pictures' own. */
export function levelSides(size: number): number[] {
  return Array.from({ length: Math.log2(size / COARSEST) + 1 }, (_, level) => COARSEST * 2 ** level)
}

/**
 * How many numbers z has: those of the setting, and in a pyramid after them a plane of noise, side x side, for each
 * level above the coarsest (Denton et al. 2015, arXiv:1506.05751, section 3.1).
 */
export function zWidth({
  family,
  size,
  latent
}: Pick<RunConfig, 'family' | 'size' | 'latent'>): number {
  if (family !== 'pyramid') return latent
  return levelSides(size)
    .slice(1)
    .reduce((sum, side) => sum + side ** 2, latent)
}
