import type { Atelier } from '../../state/atelier.svelte.ts'
import type { Explore } from '../../state/explore.svelte.ts'
import type { Place } from '../../state/lineage.ts'

/** The place that Explore shows. */
export function here({ scene: { z, lineage } }: Explore): Place {
  return { z, lineage }
}

/** Shows a place in Explore; its undo leads back. */
export function goTo({ explore, navigation }: Atelier, place: Place): void {
  explore.goTo(place)
  navigation.useTool('explore')
}
