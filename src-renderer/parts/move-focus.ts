const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }

/** Lets the arrow keys go along a list of buttons, one in each of its items. */
export function moveFocus(event: KeyboardEvent): void {
  const step = STEPS[event.key]
  const button = event.currentTarget
  if (step === undefined || !(button instanceof HTMLElement)) return
  const buttons = Array.from(button.closest('ul')?.querySelectorAll<HTMLElement>('li button') ?? [])
  event.preventDefault()
  buttons[buttons.indexOf(button) + step]?.focus()
}
