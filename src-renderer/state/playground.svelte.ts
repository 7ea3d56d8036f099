import type { Arrangement } from './arrangements.ts'
import type { FigureCard } from './figure-cards.ts'
import { TOUR, type TourStop } from './tour.ts'
import type { Toys } from './toys.svelte.ts'

/** The pages of the Playground. */
export const PLAY_PAGES = ['toys', 'figures', 'models'] as const
export type PlayPage = (typeof PLAY_PAGES)[number]

/** Which page of the playground is open, and how far the tour is. */
export class Playground {
  page = $state<PlayPage>('toys')
  #stop = $state<number | undefined>()
  readonly #toys: Toys

  constructor(toys: Toys) {
    this.#toys = toys
  }

  /** Sets these toys side by side and shows them. */
  show({ target, toys }: Arrangement): void {
    this.#toys.arrange(target, toys)
    this.page = 'toys'
  }

  /** Shows a figure's toys, outside of the tour. */
  openFigure({ toys }: FigureCard): void {
    this.#stop = undefined
    if (toys) this.show(toys)
  }

  /** The stop of the tour, where it is taken. */
  get stop(): TourStop | undefined {
    return this.#stop === undefined ? undefined : TOUR[this.#stop]
  }

  /** Counted from 0. */
  get stopNumber(): number | undefined {
    return this.#stop
  }

  /** Goes to a stop of the tour; outside of it the tour ends. */
  goTo(stop: number | undefined): void {
    const next = stop === undefined ? undefined : TOUR[stop]
    this.#stop = next && stop
    if (next) this.page = 'toys'
    if (next?.toys) this.show(next.toys)
  }
}
