import type { WalkPlan } from '../contract/latent.ts'
import { createRandom, STREAMS } from '../engine/random.ts'

/**
 * Offsets that move a walk's frames around their places: offset(t) = radius (cos(2 pi turns t) u +
 * sin(2 pi turns t) v), t in [0,1], with u and v two directions of length 1 at a right angle, drawn from
 * the seed. Every offset has the length `radius`; t = 0 and t = 1 are the same place, so the loop closes.
 */
export function noiseLoop(
  dimensions: number,
  { seed, radius, turns }: NonNullable<WalkPlan['noise']>
): (t: number) => Float32Array {
  const random = createRandom(seed, STREAMS.drawing)
  const [u, second] = [normalDraw(), normalDraw()]
  normalise(u)
  // Gram and Schmidt: what is left of the second without its part along the first.
  const along = u.reduce((sum, value, at) => sum + value * second[at]!, 0)
  const v = second.map((value, at) => value - along * u[at]!)
  normalise(v)
  return (t) => {
    const angle = 2 * Math.PI * turns * (t % 1)
    const [across, up] = [radius * Math.cos(angle), radius * Math.sin(angle)]
    return u.map((value, at) => across * value + up * v[at]!)
  }

  function normalDraw(): Float32Array {
    const values = new Float32Array(dimensions)
    random.fillNormal(values)
    return values
  }
}

function normalise(vector: Float32Array): void {
  const length = Math.hypot(...vector)
  // In one dimension nothing is left at a right angle.
  if (length === 0) return
  for (let at = 0; at < vector.length; at++) vector[at] = vector[at]! / length
}
