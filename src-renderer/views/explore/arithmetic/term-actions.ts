import ArrowLeft from '@lucide/svelte/icons/arrow-left'
import ArrowRight from '@lucide/svelte/icons/arrow-right'
import BookmarkPlus from '@lucide/svelte/icons/bookmark-plus'
import Dices from '@lucide/svelte/icons/dices'
import Footprints from '@lucide/svelte/icons/footprints'
import ImageIcon from '@lucide/svelte/icons/image'
import Trash from '@lucide/svelte/icons/trash-2'
import type { MenuItem } from '../../../parts/Menu.svelte'
import type { CanvasTerm } from '../../../state/arithmetic-terms.ts'
import type { Atelier } from '../../../state/atelier.svelte.ts'
import type { Place } from '../../../state/lineage.ts'
import { goTo, here } from '../here.ts'
import { keptPlaces } from '../kept-places.ts'

/** What can be done with a term, as a menu. */
export function termActions(
  { arithmetic }: Atelier,
  { id, exemplars }: CanvasTerm,
  place: number
): MenuItem[][] {
  const isLast = place === arithmetic.sum.terms.length - 1
  return [
    [
      {
        label: 'Keep as a concept',
        icon: BookmarkPlus,
        disabled: exemplars.length === 0,
        run: () => void arithmetic.saveConcept(id)
      }
    ],
    [
      {
        label: 'Move left',
        icon: ArrowLeft,
        disabled: place === 0,
        run: () => arithmetic.moveTerm(id, place - 1)
      },
      {
        label: 'Move right',
        icon: ArrowRight,
        disabled: isLast,
        run: () => arithmetic.moveTerm(id, place + 1)
      }
    ],
    [{ label: 'Take out', icon: Trash, danger: true, run: () => arithmetic.removeTerm(id) }]
  ]
}

/** Where an exemplar can come from, as a menu. */
export function exemplarSources(atelier: Atelier, { id }: CanvasTerm): MenuItem[][] {
  const { arithmetic, explore } = atelier
  return [
    [
      {
        label: 'The picture of Explore',
        icon: ImageIcon,
        run: () => arithmetic.addExemplar(here(explore), id)
      },
      { label: 'A random picture', icon: Dices, run: () => void arithmetic.addRandom(id) }
    ],
    ...keptPlaces(atelier, (place) => arithmetic.addExemplar(place, id))
  ]
}

/** What can be done with an exemplar, as a menu. */
export function exemplarActions(
  atelier: Atelier,
  { id }: CanvasTerm,
  at: number,
  exemplar: Place
): MenuItem[][] {
  const { arithmetic, walk } = atelier
  return [
    [
      {
        label: 'Show in Explore',
        icon: ImageIcon,
        run: () => goTo(atelier, exemplar)
      },
      { label: 'Add to the walk', icon: Footprints, run: () => walk.add(exemplar) }
    ],
    [
      {
        label: 'Take out',
        icon: Trash,
        danger: true,
        run: () => arithmetic.removeExemplar(id, at)
      }
    ]
  ]
}
