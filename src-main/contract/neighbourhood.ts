/**
 * Vectors around z: z' = sqrt(1 - spread^2) z + spread x draw, with `spread` in [0,1] and one draw of the
 * model's own distribution each. The variance stays that of the prior, so that pictures stay as good as samples
 * however far they are: 0 is z itself, 1 the draw. Dimensions in `locked` stay as they are. Pages do this by
 * themselves, since a wall follows every step of a slider.
 */
export function neighbourhood<Vector extends Float32Array | number[]>(
  z: Vector,
  draws: readonly Vector[],
  spread: number,
  locked: readonly number[]
): Vector[] {
  const keep = Math.sqrt(1 - spread ** 2)
  const mixed = (draw: Vector, value: number, at: number): number =>
    locked.includes(at) ? value : keep * value + spread * draw[at]!
  return draws.map((draw) => (z as number[]).map((value, at) => mixed(draw, value, at)) as Vector)
}
