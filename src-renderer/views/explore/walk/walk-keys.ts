import type { Walk } from '../../../state/walk.svelte.ts'

type Act = (walk: Walk<ImageBitmap>, event: KeyboardEvent) => void

const step =
  (frames: number): Act =>
  (walk, { shiftKey }) => {
    walk.player.pause()
    walk.player.moveTo(walk.player.frame + frames * (shiftKey ? 10 : 1))
  }

/** Keys of the walk that work wherever no control has the focus. */
const KEYS: Record<string, Act> = {
  ' ': ({ player }) => player.toggle(),
  ArrowLeft: step(-1),
  ArrowRight: step(1),
  Home: ({ player }) => player.moveTo(0),
  End: ({ player, frames }) => player.moveTo(frames.count - 1)
}

/** Keys that work also on its sliders; only text keeps its own undo. */
const WITH_CONTROL: Record<string, Act> = {
  z: (walk) => walk.undo(),
  Z: (walk) => walk.redo(),
  y: (walk) => walk.redo()
}

const TEXT = 'input:not([type="range"]), textarea, [contenteditable]'
const CONTROL = 'button, input, select, textarea, a[href], [role="menu"], [role="listbox"]'

/** Does what a key stands for while the walk is on screen; a key in a dialog stands for itself. */
export function pressWalkKey(walk: Walk<ImageBitmap>, event: KeyboardEvent): void {
  const target = event.target instanceof Element ? event.target : document.body
  if (event.altKey || document.querySelector('[role="dialog"]')) return
  const withControl = event.ctrlKey || event.metaKey
  const isFree = target.closest(withControl ? TEXT : CONTROL) === null
  const act = isFree ? (withControl ? WITH_CONTROL : KEYS)[event.key] : undefined
  if (!act) return
  event.preventDefault()
  act(walk, event)
}
