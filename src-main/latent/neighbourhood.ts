/**
 * Latents around z: z' = sqrt(1 - spread^2) z + spread * draw, with `spread` in [0,1]. The variance stays that
 * of the prior, so that pictures stay as good as samples however far they are: 0 is z itself, 1 a fresh draw.
 * Dimensions in `locked` stay as they are.
 */
export function neighbourhood(
  z: Float32Array,
  draws: readonly Float32Array[],
  spread: number,
  locked: readonly number[]
): Float32Array[] {
  const keep = Math.sqrt(1 - spread ** 2)
  const fixed = new Set(locked)
  return draws.map((draw) =>
    z.map((value, at) => (fixed.has(at) ? value : keep * value + spread * draw[at]!))
  )
}
