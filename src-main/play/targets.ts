import type { PlayTarget } from '../contract/play.ts'
import type { Random } from '../engine/random.ts'

/** A distribution of points that a toy learns. */
export interface Target {
  title: string
  /** Numbers of a point. */
  dims: 1 | 2
  /** Half of the square, or of the line, in which it is shown. */
  reach: number
  /** What it is a mixture of, in equal shares; absent where it is none. */
  modes?: { centres: readonly (readonly number[])[]; deviation: number }
  /** Of one dimension, the probability density at x. */
  density?(x: number): number
  /** Fills `out`, [N,dims], with points. */
  draw(random: Random, out: Float32Array): void
}

/** Eight Gaussians on a circle, every 45 degrees: no end is repeated. */
const RING: Target = mixture('Ring of 8', 2, 1.5, circle(8, 1), 0.01)

/** Toy distributions by their names. */
export const TARGETS = {
  ring8: RING,
  grid25: mixture('Grid of 25', 2, 5.5, square(5, 2), 0.05),
  blobs: mixture(
    'Two blobs',
    2,
    2.5,
    [
      [-1, 0],
      [1, 0]
    ],
    0.2
  ),
  spiral: {
    title: 'Spiral',
    dims: 2,
    reach: 1.5,
    draw: (random, out) =>
      eachPoint(random, out, (noise, share) => {
        // Evenly along two turns, which are longer outside.
        const way = Math.sqrt(share)
        const angle = 4 * Math.PI * way
        return [way * Math.cos(angle) + 0.03 * noise[0], way * Math.sin(angle) + 0.03 * noise[1]]
      })
  },
  moons: {
    title: 'Two moons',
    dims: 2,
    reach: 2.5,
    draw: (random, out) =>
      eachPoint(random, out, (noise, share) => {
        const isUpper = share < 0.5
        const angle = Math.PI * ((2 * share) % 1)
        const [x, y] = isUpper
          ? [Math.cos(angle) - 0.5, Math.sin(angle) - 0.25]
          : [0.5 - Math.cos(angle), 0.25 - Math.sin(angle)]
        return [x + 0.05 * noise[0], y + 0.05 * noise[1]]
      })
  },
  gaussian: mixture('Gaussian', 1, 4, [[1]], 0.6),
  mixture: mixture('Mixture of 3', 1, 4, [[-2], [0.5], [2.5]], 0.35)
} satisfies Record<PlayTarget, Target>

function circle(count: number, radius: number): number[][] {
  return Array.from({ length: count }, (_, at) => {
    const angle = (2 * Math.PI * at) / count
    return [radius * Math.cos(angle), radius * Math.sin(angle)]
  })
}

function square(side: number, step: number): number[][] {
  const from = (-step * (side - 1)) / 2
  return Array.from({ length: side * side }, (_, at) => [
    from + step * (at % side),
    from + step * Math.floor(at / side)
  ])
}

function mixture(
  title: string,
  dims: 1 | 2,
  reach: number,
  centres: readonly (readonly number[])[],
  deviation: number
): Target {
  return {
    ...{ title, dims, reach, modes: { centres, deviation } },
    ...(dims === 1 && { density: (x: number) => mixtureDensity(x, centres, deviation) }),
    draw(random, out) {
      const noise = new Float32Array(out.length)
      random.fillNormal(noise)
      for (let at = 0; at < out.length; at += dims) {
        const centre = centres[random.integer(centres.length)]!
        for (let axis = 0; axis < dims; axis++) {
          out[at + axis] = centre[axis]! + deviation * noise[at + axis]!
        }
      }
    }
  }
}

function mixtureDensity(
  x: number,
  centres: readonly (readonly number[])[],
  deviation: number
): number {
  const heights = centres.map(([centre]) => Math.exp(-(((x - centre!) / deviation) ** 2) / 2))
  const total = heights.reduce((sum, height) => sum + height, 0)
  return total / (centres.length * deviation * Math.sqrt(2 * Math.PI))
}

function eachPoint(
  random: Random,
  out: Float32Array,
  pointAt: (noise: [number, number], share: number) => [number, number]
): void {
  const noise = new Float32Array(out.length)
  random.fillNormal(noise)
  for (let at = 0; at < out.length; at += 2) {
    out.set(pointAt([noise[at]!, noise[at + 1]!], random.uniform()), at)
  }
}
