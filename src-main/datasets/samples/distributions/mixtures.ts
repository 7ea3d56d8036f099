import type { Random } from '../../../engine/random.ts'
import type { Distribution } from '../distributions.ts'

/** One Gaussian of a mixture, equally wide in all directions. */
export interface Mode {
  /** All weights sum to 1. */
  weight: number
  mean: readonly number[]
  deviation: number
}

/** A mixture of Gaussians: p(x) = sum of w N(x; m, s² I). */
export function mixtureOf(modes: readonly Mode[]): Omit<Distribution, 'extent'> {
  const dimensions = modes[0]!.mean.length as 1 | 2
  return {
    dimensions,
    modes,
    draw(random, point) {
      let left = random.uniform()
      let component = 0
      while (component < modes.length - 1 && left >= modes[component]!.weight) {
        left -= modes[component++]!.weight
      }
      const { mean, deviation } = modes[component]!
      scatter(random, point, mean, deviation)
      return component
    },
    density: (point) =>
      modes.reduce(
        (sum, { weight, mean, deviation }) => sum + weight * gaussian(point, mean, deviation),
        0
      )
  }
}

/** Puts a place into `point`, moved by normal noise of the deviation in each dimension. */
export function scatter(
  random: Random,
  point: Float32Array,
  place: readonly number[],
  deviation: number
): void {
  random.fillNormal(point)
  for (let i = 0; i < point.length; i++) point[i] = place[i]! + deviation * point[i]!
}

/** The density of a Gaussian that is equally wide in all directions. */
export function gaussian(
  point: ArrayLike<number>,
  mean: readonly number[],
  deviation: number
): number {
  const variance = deviation ** 2
  let density = 1
  for (let i = 0; i < mean.length; i++) {
    const off = point[i]! - mean[i]!
    density *= Math.exp(-(off * off) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance)
  }
  return density
}
