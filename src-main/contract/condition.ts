import { zWidth } from './pyramid.ts'
import type { RunConfig } from './run-config.ts'

/** More classes than anybody tells apart on one page. */
export const MOST_CLASSES = 100

/** The classes that a config's networks are told of, in the order in which they count them; none without. */
export function classNames({ classes }: Pick<RunConfig, 'classes'>): string[] {
  // Runs of earlier releases have no such setting.
  return classes ? classes.split('\n') : []
}

/**
 * How many numbers a place in the latent space of a config has: those of z, and where there are classes the
 * share of each, of which one is 1 in whatever is drawn.
 */
export function latentWidth(
  config: Pick<RunConfig, 'family' | 'size' | 'latent' | 'classes'>
): number {
  return zWidth(config) + classNames(config).length
}

/** The same place in another class, by its number; places between classes are shares that add up to 1. */
export function withClass<Place extends Float32Array | number[]>(
  place: Place,
  /** How many numbers its z has. */
  latent: number,
  chosen: number
): Place {
  return (place as number[]).map((value, at) =>
    at < latent ? value : at - latent === chosen ? 1 : 0
  ) as Place
}
