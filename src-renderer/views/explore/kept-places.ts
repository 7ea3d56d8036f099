import Star from '@lucide/svelte/icons/star'
import type { MenuItem } from '../../parts/Menu.svelte'
import type { Atelier } from '../../state/atelier.svelte.ts'
import { firstStep, type Place } from '../../state/lineage.ts'

// The newest ones; the others can be dragged from the tray.
const MOST_IN_MENU = 8

/** The newest favourites and found pictures as a group of a menu; none where there are none. */
export function keptPlaces({ keptItems }: Atelier, take: (place: Place) => void): MenuItem[][] {
  const points = keptItems.of('point').map(({ name, z, lineage }) => ({ name, z, lineage }))
  const found = keptItems
    .of('projection')
    .map(({ name, z }) => ({ name, z, lineage: firstStep('projection', name, z) }))
  const newest = [...found, ...points].slice(-MOST_IN_MENU).reverse()
  if (newest.length === 0) return []
  return [newest.map((kept) => ({ label: kept.name, icon: Star, run: () => take(kept) }))]
}
