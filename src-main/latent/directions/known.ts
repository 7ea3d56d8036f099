import type { DirectionsTask } from '../../contract/analyst.ts'
import { latentWidth } from '../../contract/condition.ts'
import { StudioError } from '../../contract/errors.ts'

/**
 * A direction that a task names by its id. Throws `direction/unknown`, and `direction/foreign` where its vector
 * is not as long as the model's latents: it was found in another model.
 */
export function knownDirection(
  { vectors, model }: Pick<DirectionsTask, 'vectors' | 'model'>,
  id: string
): { name: string; vector: number[]; bendFile?: string } {
  const known = vectors[id]
  if (!known) throw new StudioError('direction/unknown', `There is no direction "${id}".`)
  const latent = latentWidth(model.config)
  if (known.vector.length === latent) return known
  throw new StudioError(
    'direction/foreign',
    `“${known.name}” has ${known.vector.length} numbers and the model's latents have ${latent}; it belongs to another model, find it in this one.`
  )
}
