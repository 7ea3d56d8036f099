import type { Spot } from '../../../state/latent-maps.svelte.ts'

/** The places of a map's samples. */
export interface Points {
  x: readonly number[]
  y: readonly number[]
}

/** The sample nearest to a spot, within a reach in the map's units; undefined where there is none. */
export function nearestTo({ x, y }: Points, spot: Spot, reach = Infinity): number | undefined {
  let [best, least] = [-1, reach]
  for (let at = 0; at < x.length; at++) {
    const distance = Math.hypot(x[at]! - spot.x, y[at]! - spot.y)
    if (distance > least) continue
    best = at
    least = distance
  }
  return best < 0 ? undefined : best
}

/**
 * The next sample from one in a direction: the nearest of those in the quarter around it, what lies aside
 * counting twice, so that a row of presses goes straight. Undefined where there is none.
 */
export function nextTowards({ x, y }: Points, from: number, towards: Spot): number | undefined {
  let best: number | undefined
  let least = Infinity
  for (let at = 0; at < x.length; at++) {
    const [right, down] = [x[at]! - x[from]!, y[at]! - y[from]!]
    const ahead = right * towards.x + down * towards.y
    const aside = Math.abs(right * towards.y - down * towards.x)
    const cost = ahead + 2 * aside
    if (ahead <= 0 || aside > ahead || cost >= least) continue
    best = at
    least = cost
  }
  return best
}
