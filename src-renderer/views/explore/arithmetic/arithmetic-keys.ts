import type { Arithmetic } from '../../../state/arithmetic.svelte.ts'

type Act = (arithmetic: Arithmetic<ImageBitmap>) => void

const WITH_CONTROL: Record<string, Act> = {
  z: (arithmetic) => arithmetic.undo(),
  Z: (arithmetic) => arithmetic.redo(),
  y: (arithmetic) => arithmetic.redo()
}

// Text keeps its own undo.
const TEXT = 'input:not([type="range"]), textarea, [contenteditable]'

/** Undo and redo while the canvas is on screen; a key in a dialog stands for itself. */
export function pressArithmeticKey(
  arithmetic: Arithmetic<ImageBitmap>,
  event: KeyboardEvent
): void {
  const target = event.target instanceof Element ? event.target : document.body
  if (event.altKey || document.querySelector('[role="dialog"]') || target.closest(TEXT)) return
  const act = event.ctrlKey || event.metaKey ? WITH_CONTROL[event.key] : undefined
  if (!act) return
  event.preventDefault()
  act(arithmetic)
}
