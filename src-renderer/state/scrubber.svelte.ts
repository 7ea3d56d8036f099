/**
 * A place in a run's history of snapshots. It follows the newest until it is moved back, and then
 * stays where it is however many come after.
 */
export class Scrubber {
  /** Images seen at each snapshot, ascending. */
  #moments = $state.raw<number[]>([])
  #held = $state<number | undefined>()

  get moments(): number[] {
    return this.#moments
  }

  get isLive(): boolean {
    return this.#held === undefined
  }

  /** The images seen at the shown snapshot; undefined before the first. */
  get moment(): number | undefined {
    return this.#held ?? this.#moments.at(-1)
  }

  get index(): number {
    const { moment } = this
    return moment === undefined ? 0 : this.#moments.indexOf(moment)
  }

  /** Takes the whole history of a run and follows its end. */
  load(moments: number[]): void {
    this.#moments = moments
    if (this.#held !== undefined && !moments.includes(this.#held)) this.#held = undefined
  }

  /** Adds the newest; what lies beyond it was made before a resume and is being made again. */
  add(moment: number): void {
    this.#moments = [...this.#moments.filter((other) => other < moment), moment]
    if (this.#held !== undefined && this.#held > moment) this.#held = undefined
  }

  moveTo(index: number): void {
    const last = this.#moments.length - 1
    const bounded = Math.min(Math.max(Math.round(index), 0), last)
    this.#held = bounded >= last ? undefined : this.#moments[bounded]
  }

  /** Goes to the snapshot nearest to a point of the time axis. */
  moveNear(images: number): void {
    const distance = (moment: number): number => Math.abs(moment - images)
    const nearest = this.#moments.reduce(
      (best, moment, at, all) => (distance(moment) < distance(all[best]!) ? at : best),
      0
    )
    this.moveTo(nearest)
  }

  follow(): void {
    this.#held = undefined
  }
}
