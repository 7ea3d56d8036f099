import Dices from '@lucide/svelte/icons/dices'
import Star from '@lucide/svelte/icons/star'
import ScanSearch from '@lucide/svelte/icons/scan-search'
import type { MenuItem } from '../../../parts/Menu.svelte'
import type { Atelier } from '../../../state/atelier.svelte.ts'
import { placeOf } from '../../../state/kept-places.ts'

// A menu that fits a small window; the tray has all favourites.
const MOST = 8

/** The pictures that directions can be tried on, newest first, as a menu. */
export function pictureChoices({ explore, keptItems }: Atelier): MenuItem[][] {
  const random: MenuItem = {
    label: 'A random picture',
    icon: Dices,
    run: () => void explore.useRandomSeed()
  }
  const groups = (['projection', 'point'] as const).map((kind) =>
    keptItems
      .of(kind)
      .slice(-MOST)
      .reverse()
      .map((item): MenuItem => ({
        label: item.name,
        icon: kind === 'point' ? Star : ScanSearch,
        run: () => explore.goTo(placeOf(item))
      }))
  )
  return [[random], ...groups].filter((items) => items.length > 0)
}
