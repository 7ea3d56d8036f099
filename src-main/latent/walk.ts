import { INTERPOLATIONS } from './interpolation.ts'

/** The latents of a closed loop through `stops`, `framesPerLeg` for each leg, the last leading back to the first. */
export function walkLatents(
  stops: readonly Float32Array[],
  framesPerLeg: number,
  interpolation: keyof typeof INTERPOLATIONS
): Float32Array[] {
  const between = INTERPOLATIONS[interpolation]
  return stops.flatMap((stop, leg) => {
    const next = stops[(leg + 1) % stops.length]!
    return Array.from({ length: framesPerLeg }, (_, frame) =>
      between(stop, next, frame / framesPerLeg)
    )
  })
}
