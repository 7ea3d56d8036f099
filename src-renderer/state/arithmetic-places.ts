import { filledTerms, formulaOf, termName, type CanvasTerm, type Sum } from './arithmetic-terms.ts'
import type { Outcome } from './calculator.svelte.ts'
import { firstStep, grownFrom, type Place } from './lineage.ts'

// What a step of a lineage says at most.
const MOST_WORDS = 200

/** The mean of a term as a place; undefined where it has no exemplars. */
export function meanPlace(
  sum: Sum,
  outcome: Outcome<unknown>,
  term: CanvasTerm
): Place | undefined {
  const z = outcome.means.find((mean) => mean.term === term.id)?.z
  if (!z) return undefined
  const words = `${termName(sum, term)}, mean of ${term.exemplars.length}`
  const parents = term.exemplars.map(({ lineage }) => lineage)
  return { z, lineage: grownFrom(parents, 'arithmetic', words.slice(0, MOST_WORDS), z) }
}

/** The result of a sum as a place, made from the means of its terms. */
export function resultPlace(sum: Sum, outcome: Outcome<unknown>): Place {
  const { z } = outcome.result
  const parents = filledTerms(sum).flatMap((term) => {
    const mean = meanPlace(sum, outcome, term)
    return mean ? [mean.lineage] : []
  })
  const words = formulaOf(sum).slice(0, MOST_WORDS)
  return { z, lineage: grownFrom(parents, 'arithmetic', words, z) }
}

/** The neighbours of a result as places, in the order in which they were drawn. */
export function neighbourPlaces({ lineage }: Place, { neighbours }: Outcome<unknown>): Place[] {
  return neighbours.map(({ z }, at) => ({
    z,
    lineage: grownFrom([lineage], 'neighbour', `Neighbour ${at + 1}`, z)
  }))
}

/** The exemplars of a concept as places; what they were made from is not kept with it. */
export function conceptPlaces(concept: { name: string; exemplars: readonly number[][] }): Place[] {
  return concept.exemplars.map((z, at) => {
    const words = `Exemplar ${at + 1} of “${concept.name}”`
    return { z, lineage: firstStep('random', words, z) }
  })
}
