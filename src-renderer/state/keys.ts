import type { Atelier } from './atelier.svelte.ts'

type Act = (atelier: Atelier) => void

/** Keys that work wherever no control has the focus. */
const KEYS: Record<string, Act> = {
  '1': ({ navigation }) => navigation.go('dataset'),
  '2': ({ navigation }) => navigation.go('train'),
  '3': ({ navigation }) => navigation.go('explore'),
  '4': ({ navigation }) => navigation.go('compare'),
  '5': ({ navigation }) => navigation.go('playground'),
  ' ': ({ studio, training, navigation, toys }) => {
    if (navigation.view === 'playground') return toys.toggle()

    const run = studio.activeRun
    if (run?.state === 'running') void training.pause(run)
    if (run?.state === 'paused') void training.resume(run)
  }
}

/** Keys of Explore that work also on its sliders; only text keeps its own undo. */
const LATENT_KEYS: Record<string, Act> = {
  z: ({ explore }) => explore.undo(),
  Z: ({ explore }) => explore.redo(),
  y: ({ explore }) => explore.redo()
}

// Where keys are letters.
const TEXT = 'input:not([type="range"]), textarea, [contenteditable]'
// Where space presses something.
const CONTROL = 'button, input, select, textarea, a[href], [role="dialog"], [role="menu"]'

/** Does what a key stands for; a key in a text or a dialog stands for itself. */
export function pressKey(atelier: Atelier, event: KeyboardEvent): void {
  const target = event.target instanceof Element ? event.target : document.body
  if (event.defaultPrevented || event.altKey || !atelier.studio.project) return
  const withControl = event.ctrlKey || event.metaKey
  const isText = target.closest(TEXT) !== null || document.querySelector('[role="dialog"]') !== null
  const isControl = target.closest(CONTROL) !== null
  const inExplore = atelier.navigation.view === 'explore'
  // Digits are for the rail from anywhere but text; space belongs to the control in focus.
  const act = withControl
    ? inExplore && !isText && LATENT_KEYS[event.key]
    : !isText && !(event.key === ' ' && isControl) && KEYS[event.key]
  if (!act) return
  event.preventDefault()
  act(atelier)
}
