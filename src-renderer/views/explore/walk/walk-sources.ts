import Dices from '@lucide/svelte/icons/dices'
import ImageIcon from '@lucide/svelte/icons/image'
import type { MenuItem } from '../../../parts/Menu.svelte'
import type { Atelier } from '../../../state/atelier.svelte.ts'
import { here } from '../here.ts'
import { keptPlaces } from '../kept-places.ts'

/** Where a keyframe can come from, as a menu. */
export function walkSources(atelier: Atelier): MenuItem[][] {
  const { walk, explore } = atelier
  return [
    [
      {
        label: 'The picture of Explore',
        icon: ImageIcon,
        run: () => walk.add(here(explore))
      },
      { label: 'A random picture', icon: Dices, run: () => void walk.addRandom(1) },
      { label: 'Four random pictures', icon: Dices, run: () => void walk.addRandom(4) }
    ],
    ...keptPlaces(atelier, (place) => walk.add(place))
  ]
}
