import type { DirectionTrace } from './latent.ts'

/** The latent at a strength: straight between two places of a trace, and no farther than its ends. */
export function alongTrace({ strengths, latents }: DirectionTrace, strength: number): number[] {
  const above = strengths.findIndex((one) => one >= strength)
  // To the last bit where it is one of its places: it is compared with what was set from it.
  if (above === 0 || strengths[above] === strength) return latents[above]!
  if (above < 0) return latents.at(-1)!
  const [from, to] = [strengths[above - 1]!, strengths[above]!]
  const share = (strength - from) / (to - from)
  const before = latents[above - 1]!
  return latents[above]!.map((value, at) => before[at]! + share * (value - before[at]!))
}
