import { z } from 'zod'
import type { Term } from '../../src-main/contract/latent.ts'
import { PlaceSchema } from './lineage.ts'

const CanvasTermSchema = z.object({
  /** Stays with it wherever it is moved. */
  id: z.number(),
  /** What its exemplars have in common, such as "man with glasses"; empty until somebody says. */
  name: z.string(),
  sign: z.union([z.literal(1), z.literal(-1)]),
  /** How much of it, 0 up. */
  weight: z.number(),
  exemplars: z.array(PlaceSchema)
})
/** A term on the canvas. */
export type CanvasTerm = z.output<typeof CanvasTermSchema>

/** All of the canvas that a person sets, as it is kept with the project. */
export const SumSchema = z.object({
  terms: z.array(CanvasTermSchema),
  /** Of the noise around the result. */
  seed: z.number()
})
export type Sum = z.output<typeof SumSchema>

/** Exemplars of a term by default (Radford et al. 2015, section 6.3.2). */
export const USUAL_EXEMPLARS = 3
/** Limits of the studio's `calculate`. */
export const MOST_TERMS = 8
export const MOST_EXEMPLARS = 64
export const MOST_WEIGHT = 4

/** A term without exemplars. */
export function emptyTerm(id: number, sign: CanvasTerm['sign']): CanvasTerm {
  return { id, name: '', sign, weight: 1, exemplars: [] }
}

/** The canvas before anybody touches it: the paper's figure, waiting for pictures. */
export const NEW_SUM: Sum = {
  terms: [emptyTerm(1, 1), emptyTerm(2, -1), emptyTerm(3, 1)],
  seed: 1
}

/** The terms that count: those with exemplars. */
export function filledTerms({ terms }: Sum): CanvasTerm[] {
  return terms.filter(({ exemplars }) => exemplars.length > 0)
}

/** The terms that count, as the studio takes them. */
export function toTerms(sum: Sum): Term[] {
  return filledTerms(sum).map(({ sign, weight, exemplars }) => ({
    weight: sign * weight,
    latents: exemplars.map(({ z }) => z)
  }))
}

/** What a term is called: its name, or its place on the canvas. */
export function termName({ terms }: Sum, { id, name }: CanvasTerm): string {
  return name.trim() || `Term ${terms.findIndex((term) => term.id === id) + 1}`
}

/** The sum in words, such as "man with glasses − man + woman". */
export function formulaOf(sum: Sum): string {
  return filledTerms(sum)
    .map((term, place) => {
      const sign = term.sign < 0 ? '− ' : place > 0 ? '+ ' : ''
      const weight = term.weight === 1 ? '' : `${term.weight} × `
      return `${sign}${weight}${termName(sum, term)}`
    })
    .join(' ')
}

/** Why a term with few exemplars is unstable, one sentence; undefined where it has enough. */
export function adviceFor({ exemplars: { length } }: CanvasTerm): string | undefined {
  if (length === 0 || length >= USUAL_EXEMPLARS) return undefined
  const few = length === 1 ? 'one exemplar' : 'two exemplars'
  return `From ${few} the result also takes on what else is in the picture; the mean of three cancels most of that out.`
}

/** Where the advice comes from. */
export const ADVICE_SOURCE =
  'Radford et al. 2015, section 6.3.2: sums of single samples were unstable.'
