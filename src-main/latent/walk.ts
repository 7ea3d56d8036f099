import type { WalkPlan } from '../contract/latent.ts'
import { INTERPOLATIONS } from './interpolation.ts'

/** The latents of a walk, frame by frame; a closed one leads back to its first keyframe. */
export function walkLatents({ keyframes, interpolation, closed }: WalkPlan): Float32Array[] {
  const between = INTERPOLATIONS[interpolation]
  const stops = keyframes.map(({ z }) => Float32Array.from(z))
  const frames = keyframes.flatMap(({ frames }, leg) => {
    const next = stops[leg + 1] ?? (closed ? stops[0] : undefined)
    if (!next) return []
    return Array.from({ length: frames }, (_, frame) => between(stops[leg]!, next, frame / frames))
  })
  return closed ? frames : [...frames, stops.at(-1)!]
}
