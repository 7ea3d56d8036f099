import { createRandom, STREAMS, type Random } from '../../engine/random.ts'
import { curved, type Curve } from './distributions/curves.ts'
import { mixtureOf, type Mode } from './distributions/mixtures.ts'

/** A distribution of points on a line or in a plane, with its exact density. */
export interface Distribution {
  readonly dimensions: 1 | 2
  /** Nearly all of it lies within [-extent, extent] in each dimension. */
  readonly extent: number
  /** The Gaussians it is a mixture of; none where it lies along curves. */
  readonly modes: readonly Mode[]
  /** Draws one point into `point` and gives the number of the component it came from. */
  draw(random: Random, point: Float32Array): number
  /** Probability a unit of length or area at a point. */
  density(point: ArrayLike<number>): number
}

// Lin et al. 2018, PacGAN, appendix B: eight modes on a circle, 25 on a grid, and how narrow they are.
const RING = Array.from({ length: 8 }, (_, i) => {
  const turn = (2 * Math.PI * i) / 8
  return { weight: 1 / 8, mean: [Math.cos(turn), Math.sin(turn)], deviation: 0.01 }
})
const GRID = Array.from({ length: 25 }, (_, i) => ({
  weight: 1 / 25,
  mean: [-4 + 2 * (i % 5), -4 + 2 * Math.floor(i / 5)],
  deviation: 0.05
}))

const THREE = [
  { weight: 0.3, mean: [-2], deviation: 0.35 },
  { weight: 0.5, mean: [0.5], deviation: 0.6 },
  { weight: 0.2, mean: [2.5], deviation: 0.25 }
]

// Nearly one turn and a half outwards; the square root spreads points evenly along it.
const TURNS = 1.5
const SPIRAL: Curve = (t) => {
  const out = Math.sqrt(0.04 + 0.96 * t)
  const angle = 2 * Math.PI * TURNS * out
  return [2 * out * Math.cos(angle), 2 * out * Math.sin(angle)]
}

// Two half circles that reach into each other, around (0, 0).
const MOONS: readonly Curve[] = [
  (t) => [Math.cos(Math.PI * t) - 0.5, Math.sin(Math.PI * t) - 0.25],
  (t) => [0.5 - Math.cos(Math.PI * t), 0.25 - Math.sin(Math.PI * t)]
]

/** What the playground can learn. */
export const DISTRIBUTIONS = {
  gaussian: { extent: 4, ...mixtureOf([{ weight: 1, mean: [0], deviation: 1 }]) },
  mixture: { extent: 4, ...mixtureOf(THREE) },
  ring: { extent: 1.5, ...mixtureOf(RING) },
  grid: { extent: 5, ...mixtureOf(GRID) },
  spiral: { extent: 2.5, ...curved([SPIRAL], 0.05) },
  moons: { extent: 2, ...curved(MOONS, 0.08) }
} satisfies Record<string, Distribution>

export type DistributionName = keyof typeof DISTRIBUTIONS

/** Points one after another, and of each the component it came from. */
export interface Points {
  /** count x dimensions. */
  points: Float32Array
  components: Uint8Array
}

/** Draws points; equal seeds give equal points, and more of them begin with the fewer. */
export function drawPoints(name: DistributionName, seed: number, count: number): Points {
  const { dimensions, draw }: Distribution = DISTRIBUTIONS[name]
  const random = createRandom(seed, STREAMS.points)
  const points = new Float32Array(count * dimensions)
  const components = new Uint8Array(count)
  for (let i = 0; i < count; i++) {
    components[i] = draw(random, points.subarray(i * dimensions, (i + 1) * dimensions))
  }
  return { points, components }
}
