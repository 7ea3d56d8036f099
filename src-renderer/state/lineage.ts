import { z } from 'zod'
import { LineageSchema, type Lineage, type LineageStep } from '../../src-main/contract/latent.ts'

/** A place in a latent space, and how it came about. */
export const PlaceSchema = z.object({ z: z.array(z.number()), lineage: LineageSchema })
export type Place = z.output<typeof PlaceSchema>

// What a lineage holds at most.
const MOST_STEPS = 64

/** The lineage of a vector that nothing is known of but how it came about. */
export function firstStep(how: LineageStep['how'], words: string, z: number[]): Lineage {
  return [{ how, words, z, parents: [] }]
}

/** A sample of a model's own distribution as a place. */
export function samplePlace(z: number[], seed: number, number: number): Place {
  return { z, lineage: firstStep('seed', `Seed ${seed}, number ${number + 1}`, z) }
}

/**
 * The lineage of a vector made from others: theirs one after another, each step once, and the new one as
 * the last. Where that is too long, only the parents themselves are kept, and then only the last of them.
 */
export function grownFrom(
  parents: readonly Lineage[],
  how: LineageStep['how'],
  words: string,
  z: number[]
): Lineage {
  const whole = joined(parents)
  const { steps, places } =
    whole.steps.length < MOST_STEPS
      ? whole
      : joined(parents.slice(1 - MOST_STEPS).map((lineage) => withoutPast(lineage)))
  return [...steps, { how, words, z, parents: [...new Set(places)] }]
}

/** All steps, and the place of each lineage's last one among them. */
function joined(lineages: readonly Lineage[]): { steps: Lineage; places: number[] } {
  const steps: Lineage = []
  const places = lineages.map((lineage) => {
    const at: number[] = []
    for (const step of lineage) {
      const parents = step.parents.map((parent) => at[parent]!)
      const known = steps.findIndex((other) => isSameStep(other, { ...step, parents }))
      at.push(known < 0 ? steps.push({ ...step, parents }) - 1 : known)
    }
    return at.at(-1)!
  })
  return { steps, places }
}

function withoutPast(lineage: Lineage): Lineage {
  return lineage.slice(-1).map((step) => ({ ...step, parents: [] }))
}

function isSameStep(a: LineageStep, b: LineageStep): boolean {
  return (
    a.how === b.how &&
    a.words === b.words &&
    isSame(a.parents, b.parents) &&
    (a.z === b.z || isSame(a.z, b.z))
  )
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}
