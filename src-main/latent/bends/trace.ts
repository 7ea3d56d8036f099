import { advance, type Bend, type Slopes } from './advance.ts'

/** Where a way along a bend leads: a latent for every strength. */
export interface Trace {
  /** Ascending; the strength that it was begun with is among them. */
  strengths: number[]
  latents: Float32Array[]
}

/** What a trace begins with and how far it goes. */
export interface Way {
  z: Float32Array
  /** The strength that z has been moved by already. */
  present: number
  least: number
  most: number
  /** Length of a step, in the latent's own units. */
  step: number
  /** Entries that do not move. */
  locked?: readonly number[]
}

/** Follows a bend both ways from z, by steps of equal length. */
export async function traceBend(
  slopes: Slopes,
  bend: Bend,
  way: Way,
  breathe: () => Promise<void>
): Promise<Trace> {
  const { z, present, least, most, step, locked } = way
  const follow = async (by: number, length: number): Promise<Float32Array[]> => {
    const places: Float32Array[] = []
    for (let at = 0; at < Math.ceil(length / step); at++) {
      const [next] = advance(slopes, bend, [places.at(-1) ?? z], by, locked)
      places.push(next!)
      await breathe()
    }
    return places
  }
  const up = await follow(step, most - present)
  const down = await follow(-step, present - least)
  return {
    strengths: [
      ...down.map((_, at) => present - step * (down.length - at)),
      present,
      ...up.map((_, at) => present + step * (at + 1))
    ],
    latents: [...down.toReversed(), z, ...up]
  }
}
