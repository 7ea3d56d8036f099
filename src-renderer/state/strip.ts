import type { DirectionTrace } from '../../src-main/contract/latent.ts'
import { alongTrace } from '../../src-main/contract/along-trace.ts'
import type { Scene } from './scene.ts'
import type { Steer } from './steering.ts'

/** Pictures of a strip: three thirds of the way to either end, and the middle. */
const THIRDS = [-3, -2, -1, 0, 1, 2, 3]

/** The strengths of a strip's pictures, from the least to the most. */
export function stripStrengths({ least, most }: Pick<Steer, 'least' | 'most'>): number[] {
  return THIRDS.map((third) => (third === 0 ? 0 : (third * (third < 0 ? -least : most)) / 3))
}

/** The vectors of a strip: the scene as it would be with the direction at each of the strengths. */
export function stripLatents(
  { z, locked, strengths }: Pick<Scene, 'z' | 'locked' | 'strengths'>,
  steer: Steer
): number[][] {
  const present = strengths[steer.key] ?? 0
  return stripStrengths(steer).map((strength) =>
    z.map((value, at) =>
      locked.includes(at) ? value : value + (strength - present) * steer.vector[at]!
    )
  )
}

/** The same where a direction bends: along its trace, as the present strength is counted in it. */
export function tracedLatents(trace: DirectionTrace, steer: Steer): number[][] {
  return stripStrengths(steer).map((strength) => alongTrace(trace, strength))
}

/** The place of the strength that is nearest to the present one. */
export function nearestStrength(strengths: readonly number[], present: number): number {
  const distances = strengths.map((strength) => Math.abs(strength - present))
  return distances.indexOf(Math.min(...distances))
}
