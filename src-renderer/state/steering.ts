import type { Direction, LatentItem } from '../../src-main/contract/latent.ts'

/** Something that z can be moved along. */
export interface Steer {
  /** Names it in `Scene.strengths`. */
  key: string
  name: string
  /** As long as z. */
  vector: readonly number[]
  /** It is another direction at every place: see `Rail`; the vector is its mean. */
  bends?: true
  /** Strengths at the ends of its slider. */
  least: number
  most: number
}

/** A direction of the library. */
export function directionSteer({ id, name, vector, least, most, bend }: Direction): Steer {
  return { key: id, name, vector, least, most, ...(bend && { bends: true as const }) }
}

/** A single dimension. */
export function dimensionSteer(dimension: number, dimensions: number, end: number): Steer {
  return {
    key: `dimension-${dimension}`,
    name: `Dimension ${dimension + 1}`,
    vector: Array.from({ length: dimensions }, (_, at) => (at === dimension ? 1 : 0)),
    least: -end,
    most: end
  }
}

/** A random direction of length 1: from a draw of the model's own distribution. */
export function randomSteer(draw: readonly number[], number: number): Steer {
  const length = Math.hypot(...draw) || 1
  const vector = draw.map((value) => value / length)
  const most = Math.sqrt(draw.length) / 2
  return { key: `random-${number}`, name: `Random ${number}`, vector, least: -most, most }
}

/** The directions among what is kept. */
export function directionsOf(items: readonly LatentItem[]): Steer[] {
  return items
    .filter((item): item is Direction => item.kind === 'direction')
    .map((direction) => directionSteer(direction))
}
