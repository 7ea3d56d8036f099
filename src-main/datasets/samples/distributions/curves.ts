import type { Distribution } from '../distributions.ts'
import { gaussian, scatter } from './mixtures.ts'

/** A line in the plane, by t in [0, 1]. */
export type Curve = (t: number) => readonly [x: number, y: number]

// A tenth of the noise's width apart: within a thousandth at a curve's ends, far closer elsewhere.
const STEPS = 1_000

/**
 * Points along curves, t drawn evenly, moved by noise: p(x) = mean over curves of the integral of
 * N(x; c(t), s² I) over t, which has no closed form and is summed by the midpoint rule.
 */
export function curved(curves: readonly Curve[], deviation: number): Omit<Distribution, 'extent'> {
  const places = curves.flatMap((curve) =>
    Array.from({ length: STEPS }, (_, i) => curve((i + 0.5) / STEPS))
  )
  return {
    dimensions: 2,
    modes: [],
    draw(random, point) {
      const component = random.integer(curves.length)
      scatter(random, point, curves[component]!(random.uniform()), deviation)
      return component
    },
    density(point) {
      const sum = places.reduce((total, place) => total + gaussian(point, place, deviation), 0)
      return sum / places.length
    }
  }
}
