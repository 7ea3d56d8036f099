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

/** A curve of values at the middles of places, 0 to `most` from the bottom to the top. */
export function curvePath(values: ArrayLike<number>, most: number, plane: Plane): string {
  const { left, right, top, bottom } = plane
  const width = (right - left) / values.length
  return Array.from({ length: values.length }, (_, at) => {
    const x = left + (at + 0.5) * width
    const share = Math.min(1.05, values[at]! / most)
    return `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${(bottom - share * (bottom - top)).toFixed(1)}`
  }).join('')
}

/** D*(x) = (1 - a) p_data / (p_data + p_g), plus b p_g where generated points count as real; 1/2 where neither is. */
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

/** The same curve with gaps where a value is none. */
export function brokenPath(values: ArrayLike<number>, most: number, plane: Plane): string {
  const { left, right, top, bottom } = plane
  const width = (right - left) / values.length
  let isOn = false
  let path = ''
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!
    if (Number.isNaN(value)) {
      isOn = false
      continue
    }
    const x = left + (at + 0.5) * width
    path += `${isOn ? 'L' : 'M'}${x.toFixed(1)} ${(bottom - (value / most) * (bottom - top)).toFixed(1)}`
    isOn = true
  }
  return path
}
