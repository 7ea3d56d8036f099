import Pencil from '@lucide/svelte/icons/pencil'
import Trash from '@lucide/svelte/icons/trash-2'
import type { KeptMap } from '../../../../src-main/contract/latent.ts'
import type { MenuItem } from '../../../parts/Menu.svelte'
import type { KeptItems } from '../../../state/kept-items.svelte.ts'

/** What can be done with a map, as a menu. */
export function mapActions(kept: KeptItems, map: KeptMap, rename: () => void): MenuItem[][] {
  return [
    [{ label: 'Rename', icon: Pencil, run: rename }],
    [{ label: 'Delete', icon: Trash, danger: true, run: () => void kept.remove(map) }]
  ]
}
