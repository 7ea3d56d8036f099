import type { Explore } from './explore.svelte.ts'
import { dimensionSteer, randomSteer, type Steer } from './steering.ts'

/** The two directions of the pad: of the library, single dimensions, or drawn by chance. */
export class Pad {
  #random = $state.raw<Steer[]>([])
  #across = $state('random-1')
  #up = $state('random-2')
  #drawn = 0

  get across(): string {
    return this.#across
  }

  get up(): string {
    return this.#up
  }

  /** Takes another direction for one of its axes. */
  choose(axis: 'across' | 'up', key: string): void {
    if (axis === 'across') this.#across = key
    else this.#up = key
  }

  /** All that an axis can be, directions of the library first. */
  choices(explore: Explore, directions: readonly Steer[]): Steer[] {
    const { dimensions = 0, maximum = 1 } = explore.space ?? {}
    const single = Array.from({ length: dimensions }, (_, at) =>
      dimensionSteer(at, dimensions, maximum)
    )
    return [...directions, ...this.#random, ...single]
  }

  /** Takes two random directions from samples of the model, and puts them on the axes. */
  useRandom(draws: readonly (readonly number[])[]): void {
    if (draws.length < 2) return
    const [first, second] = draws.slice(-2).map((draw) => randomSteer(draw, ++this.#drawn))
    this.#random = [first!, second!]
    this.#across = first!.key
    this.#up = second!.key
  }

  /** New random directions where those before belong to another space. */
  fit(dimensions: number, draws: readonly (readonly number[])[]): void {
    if (this.#random[0]?.vector.length !== dimensions) this.useRandom(draws)
  }
}
