import { StudioError } from '../contract/errors.ts'
import { countFrames, MOST_FRAMES, type WalkPlan } from '../contract/latent.ts'
import { EASE } from './easing.ts'
import { INTERPOLATIONS, lerp } from './interpolation.ts'
import { noiseLoop } from './noise-loop.ts'

/**
 * The latents of a walk, frame by frame. A closed one leads back to its first keyframe and ends one
 * frame before it, so that it repeats without a pause; an open one ends with its last keyframe. Of a place with
 * classes the first `latent` numbers are z; shares of classes go straight, so that they always add up to 1.
 * Throws `walk/too-long`.
 */
export function walkLatents(plan: WalkPlan, latent?: number): Float32Array[] {
  const count = countFrames(plan)
  if (count > MOST_FRAMES) {
    throw new StudioError(
      'walk/too-long',
      `The walk has ${count} frames, and ${MOST_FRAMES} are the most; give its keyframes fewer.`
    )
  }
  const path = walkPath(plan, latent)
  if (!plan.noise) return path
  const offset = noiseLoop(latent ?? path[0]!.length, plan.noise)
  // The first frame of a closed walk follows its last one; an open one shows both ends of the loop.
  const wholeLoop = plan.closed ? count : Math.max(1, count - 1)
  return path.map((z, frame) => {
    const moved = offset(frame / wholeLoop)
    return z.map((value, at) => value + (moved[at] ?? 0))
  })
}

function walkPath({ keyframes, interpolation, closed }: WalkPlan, latent?: number): Float32Array[] {
  const between = (a: Float32Array, b: Float32Array, t: number): Float32Array => {
    const z = INTERPOLATIONS[interpolation](a.subarray(0, latent), b.subarray(0, latent), t)
    if (z.length === a.length) return z
    const place = lerp(a, b, t)
    place.set(z)
    return place
  }
  const stops = keyframes.map(({ z }) => Float32Array.from(z))
  const frames = keyframes.flatMap(({ frames, easing }, leg) => {
    const next = stops[leg + 1] ?? (closed ? stops[0] : undefined)
    if (!next) return []
    return Array.from({ length: frames }, (_, frame) =>
      between(stops[leg]!, next, EASE[easing](frame / frames))
    )
  })
  return closed ? frames : [...frames, stops.at(-1)!]
}
