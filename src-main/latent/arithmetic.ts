import { StudioError } from '../contract/errors.ts'
import type { Term } from '../contract/latent.ts'
import type { Random } from '../engine/random.ts'

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

/** The mean of each term and their sum, each mean times its weight. */
export function combineTerms(terms: readonly Term[]): {
  means: Float32Array[]
  result: Float32Array
} {
  const means = terms.map(({ latents }) => meanLatent(latents.map((z) => Float32Array.from(z))))
  const [first] = means
  if (!first) throw new StudioError('latent/no-terms', 'Arithmetic needs at least one term.')
  const result = first.map((_, index) =>
    terms.reduce((sum, { weight }, term) => sum + weight * means[term]![index]!, 0)
  )
  return { means, result }
}

/**
 * `NEIGHBOURS` places around one, each of the `latent` numbers of z moved by uniform noise of
 * +-`NEIGHBOUR_NOISE`; classes stay.
 */
export function neighbours(
  place: Float32Array,
  random: Random,
  latent = place.length
): Float32Array[] {
  return Array.from({ length: NEIGHBOURS }, () => {
    const noise = new Float32Array(place.length)
    random.fillUniform(noise.subarray(0, latent), -NEIGHBOUR_NOISE, NEIGHBOUR_NOISE)
    return place.map((value, index) => value + noise[index]!)
  })
}
