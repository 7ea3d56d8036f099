/** What brings places into the unit square, the same in both directions so that distances compare. */
export interface Frame {
  left: number
  top: number
  /** Length of the square's side in the places' own units. */
  side: number
}

// Left free at every edge, as a part of the side.
const MARGIN = 0.02

/** The smallest square around places (x, y, x, y, …), in their middle. */
export function frameOf(places: Float32Array): Frame {
  const range = (from: number): [number, number] => {
    let [least, most] = [Infinity, -Infinity]
    for (let i = from; i < places.length; i += 2) {
      least = Math.min(least, places[i]!)
      most = Math.max(most, places[i]!)
    }
    return [least, most]
  }
  const [[left, right], [top, bottom]] = [range(0), range(1)]
  const side = Math.max(right - left, bottom - top, Number.MIN_VALUE) / (1 - 2 * MARGIN)
  return { left: (left + right - side) / 2, top: (top + bottom - side) / 2, side }
}

/** A place in the frame, [0,1] each; what lies outside is brought to its edge. */
export function inFrame(
  { left, top, side }: Frame,
  x: number,
  y: number
): { x: number; y: number } {
  const within = (value: number): number => Math.min(1, Math.max(0, value))
  return { x: within((x - left) / side), y: within((y - top) / side) }
}
