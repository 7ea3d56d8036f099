/** Straight from a to b; t in [0,1]. */
export function lerp(a: Float32Array, b: Float32Array, t: number): Float32Array {
  return a.map((value, index) => value + (b[index]! - value) * t)
}

// Below this angle, in radians, an arc is a line.
const SMALL_ANGLE = 1e-4

/**
 * Along the arc from a to b at even angular speed (Shoemake 1985, "Animating rotation with quaternion
 * curves"), the length going evenly from |a| to |b|; t in [0,1]. In many dimensions a straight line
 * passes through the middle, where no sample of the prior lies (White 2016, arXiv:1609.04468).
 */
export function slerp(a: Float32Array, b: Float32Array, t: number): Float32Array {
  const lengthA = Math.sqrt(dot(a, a))
  const lengthB = Math.sqrt(dot(b, b))
  if (lengthA === 0 || lengthB === 0) return lerp(a, b, t)
  const cosine = Math.min(1, Math.max(-1, dot(a, b) / (lengthA * lengthB)))
  const angle = Math.acos(cosine)
  const sine = Math.sin(angle)
  if (angle < SMALL_ANGLE || sine < SMALL_ANGLE) return lerp(a, b, t)
  const length = lengthA + (lengthB - lengthA) * t
  const weightA = (Math.sin((1 - t) * angle) / sine / lengthA) * length
  const weightB = (Math.sin(t * angle) / sine / lengthB) * length
  return a.map((value, index) => value * weightA + b[index]! * weightB)
}

/** The ways between two latents, by name. */
export const INTERPOLATIONS = { lerp, slerp } as const

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0)
}
