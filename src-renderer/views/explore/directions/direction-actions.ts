import Minus from '@lucide/svelte/icons/minus'
import Pencil from '@lucide/svelte/icons/pencil'
import Plus from '@lucide/svelte/icons/plus'
import Trash from '@lucide/svelte/icons/trash-2'
import type { Direction } from '../../../../src-main/contract/latent.ts'
import type { MenuItem } from '../../../parts/Menu.svelte'
import type { Atelier } from '../../../state/atelier.svelte.ts'

/** What can be done with a direction, as a menu. */
export function directionActions(
  { directions, keptItems }: Atelier,
  direction: Direction,
  rename: () => void
): MenuItem[][] {
  const isPart = direction.id in directions.parts
  return [
    [
      isPart
        ? {
            label: 'Take out of the combination',
            icon: Minus,
            run: () => directions.weigh(direction.id, undefined)
          }
        : {
            label: 'Add to a combination',
            icon: Plus,
            run: () => directions.weigh(direction.id, 1)
          }
    ],
    [{ label: 'Rename', icon: Pencil, run: rename }],
    [
      {
        label: 'Delete',
        icon: Trash,
        danger: true,
        run: () => {
          directions.letGo(direction.id)
          void keptItems.remove(direction)
        }
      }
    ]
  ]
}
