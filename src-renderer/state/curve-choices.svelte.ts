import { readPreference, writePreference } from './preferences.ts'

// Words, because preferences are remembered as words.
const SWITCH = ['open', 'folded'] as const
const LEVELS = ['0', '1', '2', '3', '4'] as const

// Of the length of a run.
const REACHES = [0, 0.002, 0.006, 0.02, 0.06]

/** How a person wants curves to be, in every run and at the next start. */
export class CurveChoices {
  #open = $state<Record<string, boolean>>({})
  #level = $state(Number(readPreference('curves/smoothing', LEVELS) ?? '1'))
  readonly levels = LEVELS.length

  /** How much curves are smoothed: 0 for not at all, up to `levels` - 1. */
  get level(): number {
    return this.#level
  }

  set level(level: number) {
    this.#level = level
    writePreference('curves/smoothing', String(level))
  }

  /** Over how many images curves of a run of a length are averaged. */
  reach(images: number): number {
    return REACHES[this.#level]! * images
  }

  /** Whether a group of curves is open, for one that is open or folded by itself. */
  isOpen(id: string, byItself: boolean): boolean {
    return this.#open[id] ?? remembered(id) ?? byItself
  }

  /** Opens or folds a group. */
  set(id: string, open: boolean): void {
    this.#open = { ...this.#open, [id]: open }
    writePreference(`curves/${id}`, open ? 'open' : 'folded')
  }
}

function remembered(id: string): boolean | undefined {
  const word = readPreference(`curves/${id}`, SWITCH)
  return word && word === 'open'
}
