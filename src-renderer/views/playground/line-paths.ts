/** The box of a figure's plot, in its own units. */
export interface Plane {
  left: number
  right: number
  top: number
  bottom: number
}

/** Where x of the line lies across, -reach to reach. */
export function across(x: number, reach: number, { left, right }: Plane): number {
  return left + ((x + reach) / (2 * reach)) * (right - left)
}

/** A curve of values at the middles of places, 0 to `most` from the bottom to the top, with gaps where a value is none. */
export function curvePath(values: ArrayLike<number>, most: number, plane: Plane): string {
  const { left, right, top, bottom } = plane
  const width = (right - left) / values.length
  let isOn = false
  let path = ''
  for (let at = 0; at < values.length; at++) {
    const share = Math.min(1.05, values[at]! / most)
    if (!Number.isNaN(share)) {
      const x = left + (at + 0.5) * width
      path += `${isOn ? 'L' : 'M'}${x.toFixed(1)} ${(bottom - share * (bottom - top)).toFixed(1)}`
    }
    isOn = !Number.isNaN(share)
  }
  return path
}

/** D*(x) = (1 - a) p_data / (p_data + p_g), plus b p_g where generated points count as real; NaN where neither is. */
export function bestDiscriminator(
  data: ArrayLike<number>,
  generated: ArrayLike<number>,
  { labelSmoothing = 0, fakeSmoothing = 0 }: { labelSmoothing?: number; fakeSmoothing?: number }
): Float32Array {
  return Float32Array.from({ length: data.length }, (_, at) => {
    const [p, g] = [data[at]!, generated[at]!]
    return p + g > 1e-6 ? ((1 - labelSmoothing) * p + fakeSmoothing * g) / (p + g) : Number.NaN
  })
}
