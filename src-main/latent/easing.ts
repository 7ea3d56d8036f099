import type { Easing } from '../contract/latent.ts'

/**
 * How far along its way a walk is, by how much of the way's time has passed; both in [0,1]. Speeds are
 * even, growing from 0, falling to 0, or both (the smooth step 3t^2 - 2t^3); a hold stays and then jumps.
 */
export const EASE: Readonly<Record<Easing, (t: number) => number>> = {
  linear: (t) => t,
  'ease-in': (t) => t ** 2,
  'ease-out': (t) => t * (2 - t),
  'ease-in-out': (t) => t ** 2 * (3 - 2 * t),
  hold: (t) => (t < 1 ? 0 : 1)
}
