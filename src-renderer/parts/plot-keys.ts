import type { PlotHears } from './plot-lines.ts'

/** What keys can do to a plot. */
export interface PlotActs extends PlotHears {
  onpick(images: number): void
  /** Back to the whole time axis. */
  onwhole(): void
}

/** Where a plot is read, and the ends of its time axis, in images seen. */
export interface PlotPlace {
  at: number
  from: number
  to: number
}

// Shares of the time axis.
const STEP = 0.01
const PAGE = 0.1

/** Does what a key stands for on a plot in focus; false for keys that mean nothing there. */
export function stepKey(key: string, place: PlotPlace, acts: PlotActs): boolean {
  const act = KEYS[key]
  act?.(place, acts)
  return act !== undefined
}

const KEYS: Record<string, (place: PlotPlace, acts: PlotActs) => void> = {
  ArrowLeft: (place, acts) => read(place, -STEP, acts),
  ArrowDown: (place, acts) => read(place, -STEP, acts),
  ArrowRight: (place, acts) => read(place, STEP, acts),
  ArrowUp: (place, acts) => read(place, STEP, acts),
  PageDown: (place, acts) => read(place, -PAGE, acts),
  PageUp: (place, acts) => read(place, PAGE, acts),
  Home: ({ from }, { onread }) => onread(from),
  End: ({ to }, { onread }) => onread(to),
  Enter: ({ at }, { onpick }) => onpick(at),
  '+': (place, acts) => zoom(place, 0.5, acts),
  '-': (place, acts) => zoom(place, 2, acts),
  Escape: (_, { onread, onwhole }) => {
    onread(undefined)
    onwhole()
  }
}

function read({ at, from, to }: PlotPlace, share: number, { onread }: PlotActs): void {
  onread(Math.min(to, Math.max(from, at + share * (to - from))))
}

// Around where it is read, which keeps its place on screen; the page knows how far out there is anything.
function zoom({ at, from, to }: PlotPlace, factor: number, { onzoom }: PlotActs): void {
  onzoom(at - (at - from) * factor, at + (to - at) * factor)
}
