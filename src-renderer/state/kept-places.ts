import type { Concept, Point, Projection } from '../../src-main/contract/latent.ts'
import { firstStep, type Place } from './lineage.ts'

/** Where a favourite or a projected picture lies. */
export function placeOf(item: Point | Projection): Place {
  const { z, name } = item
  if (item.kind === 'point') return { z, lineage: item.lineage }
  return { z, lineage: firstStep('projection', `“${name}”, found in the model`.slice(0, 200), z) }
}

/** Where the exemplars of a concept lie. */
export function exemplarPlaces({ name, exemplars }: Concept): Place[] {
  return exemplars.map((z, at) => ({
    z,
    lineage: firstStep('arithmetic', `“${name}”, exemplar ${at + 1}`.slice(0, 200), z)
  }))
}
