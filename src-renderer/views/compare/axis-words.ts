import { formatCount, formatCountOf, formatDuration } from '../../format.ts'
import type { CompareAxis } from '../../state/compare-series.ts'

interface AxisWords {
  title: string
  /** A place as a sentence has it. */
  say(place: number): string
  /** The same in little room; images and steps are said by the plot itself. */
  tick?(place: number): string
}

/** How the axes of a comparison are called, and places on them said. */
export const AXIS_WORDS: Record<CompareAxis, AxisWords> = {
  images: { title: 'Images seen', say: (place) => formatCountOf(Math.round(place), 'image') },
  steps: { title: 'Steps', say: (place) => formatCountOf(Math.round(place), 'step') },
  time: {
    title: 'Time trained',
    say: (place) => (place < 1 ? '0 s' : formatDuration(place)),
    tick: (place) =>
      place < 1 ? '0' : place < 90 ? `${formatCount(place)} s` : formatDuration(place)
  }
}
