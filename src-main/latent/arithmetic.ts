import { StudioError } from '../contract/errors.ts'
import type { Random } from '../engine/random.ts'

/** A concept with its sign: the mean of its exemplars is added or taken away. */
export interface Term {
  sign: 1 | -1
  exemplars: readonly Float32Array[]
}

/** Half the width of the noise around a result (Radford et al. 2015, figure 7). */
export const NEIGHBOUR_NOISE = 0.25
/** How many neighbours the paper shows around a result. */
export const NEIGHBOURS = 8

/** The mean of some latents; the paper found three exemplars needed for a stable concept (section 6.3.2). */
export function meanLatent(latents: readonly Float32Array[]): Float32Array {
  const first = latents[0]
  if (!first) {
    throw new StudioError(
      'latent/no-exemplars',
      'A term of the arithmetic has no exemplars; give at least one.'
    )
  }
  return first.map((_, index) => latents.reduce((sum, z) => sum + z[index]!, 0) / latents.length)
}

/** The signed sum of the terms' means. */
export function combine(terms: readonly Term[]): Float32Array {
  const means = terms.map(({ sign, exemplars }) => ({ sign, mean: meanLatent(exemplars) }))
  const first = means[0]
  if (!first) throw new StudioError('latent/no-terms', 'Arithmetic needs at least one term.')
  return first.mean.map((_, index) =>
    means.reduce((sum, { sign, mean }) => sum + sign * mean[index]!, 0)
  )
}

/** `NEIGHBOURS` latents around z, each entry moved by uniform noise of +-`NEIGHBOUR_NOISE`. */
export function neighbours(z: Float32Array, random: Random): Float32Array[] {
  return Array.from({ length: NEIGHBOURS }, () => {
    const noise = new Float32Array(z.length)
    random.fillUniform(noise, -NEIGHBOUR_NOISE, NEIGHBOUR_NOISE)
    return z.map((value, index) => value + noise[index]!)
  })
}
