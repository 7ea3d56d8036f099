import type { Atelier } from '../../state/atelier.svelte.ts'

// Where keys are letters, or belong to what is open above the view.
const ELSEWHERE =
  'input:not([type="range"]), textarea, [contenteditable], [role="dialog"], [role="menu"]'

/** Undo and redo of the data set in view, from anywhere but a text or a dialog. */
export function pressBrowserKey({ browser }: Atelier, event: KeyboardEvent): void {
  const { dataset, edits } = browser
  const isControl = (event.ctrlKey || event.metaKey) && !event.altKey
  const target = event.target instanceof Element ? event.target : document.body
  const isElsewhere =
    target.closest(ELSEWHERE) !== null || document.querySelector('[role="dialog"]') !== null
  if (!dataset || !isControl || isElsewhere || event.defaultPrevented) return
  const act = {
    z: () => edits.undo(dataset),
    Z: () => edits.redo(dataset),
    y: () => edits.redo(dataset)
  }[event.key]
  if (!act) return
  event.preventDefault()
  void act()
}
