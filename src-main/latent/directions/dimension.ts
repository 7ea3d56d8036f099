import { latentWidth } from '../../contract/condition.ts'
import { StudioError } from '../../contract/errors.ts'
import type { Source } from './source.ts'

/** One number of the latent alone; people count them from 1. */
export const fromDimension: Source<'dimension'> = ({ source: { dimension }, model }) => {
  const { latent } = model.config
  if (dimension >= latent) {
    throw new StudioError(
      'latent/dimension',
      `The model has no dimension ${dimension + 1}; it has ${latent}.`
    )
  }
  const vector = Array.from({ length: latentWidth(model.config) }, (_, at) =>
    at === dimension ? 1 : 0
  )
  const facts = { source: 'dimension', words: `dimension ${dimension + 1} of ${latent}` } as const
  return [{ name: `Dimension ${dimension + 1}`, vector, facts }]
}
