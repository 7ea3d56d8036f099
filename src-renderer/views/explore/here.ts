import type { Explore } from '../../state/explore.svelte.ts'
import { firstStep, type Place } from '../../state/lineage.ts'

/** The place that Explore shows. */
export function here({ history }: Explore): Place {
  return { z: history.z, lineage: firstStep('sliders', 'Set by sliders', history.z) }
}
