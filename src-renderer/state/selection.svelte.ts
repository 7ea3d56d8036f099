import { setOf, toggled } from './number-sets.ts'

/** Which pictures of a list are picked, and which one the keys are on. */
export class Selection {
  #list = $state.raw<readonly number[]>([])
  #picked = $state.raw(setOf())
  #active = $state<number | undefined>()
  // Where a range begins.
  #anchor: number | undefined

  /** The numbers of the pictures in view, in their order. */
  get list(): readonly number[] {
    return this.#list
  }

  get count(): number {
    return this.#picked.size
  }

  /** The picked ones in the order of the list. */
  get pictures(): number[] {
    const { size } = this.#picked
    if (size <= 1) return [...this.#picked]
    return this.#list.filter((picture) => this.#picked.has(picture))
  }

  /** The picture that the keys are on. */
  get active(): number | undefined {
    return this.#active
  }

  get activePlace(): number {
    return this.#active === undefined ? -1 : this.#list.indexOf(this.#active)
  }

  has(picture: number): boolean {
    return this.#picked.has(picture)
  }

  /** Takes another list; what is not in it is not picked any more. */
  show(list: readonly number[]): void {
    this.#replace(list)
    if (this.activePlace < 0) this.#active = this.#anchor = undefined
  }

  /** Takes the list as it is after a change: where all picked ones have left it, the next one is picked. */
  follow(list: readonly number[]): void {
    const [before, place, hadAny] = [this.#list, this.activePlace, this.count > 0]
    const there = this.#replace(list)
    if (place < 0 || this.activePlace >= 0) return
    const next = before.slice(place).find((picture) => there.has(picture)) ?? list.at(-1)
    this.#active = this.#anchor = next
    if (hadAny && this.count === 0 && next !== undefined) this.#picked = setOf([next])
  }

  /** Picks one alone. */
  pick(picture: number): void {
    this.#picked = setOf([picture])
    this.#active = this.#anchor = picture
  }

  /** Picks one more, or no longer. */
  toggle(picture: number): void {
    this.#picked = toggled(this.#picked, picture)
    this.#active = this.#anchor = picture
  }

  /** Picks all from where the last range began. */
  pickTo(picture: number): void {
    const from = this.#anchor === undefined ? -1 : this.#list.indexOf(this.#anchor)
    const to = this.#list.indexOf(picture)
    if (from < 0 || to < 0) return this.pick(picture)
    this.#picked = setOf(this.#list.slice(Math.min(from, to), Math.max(from, to) + 1))
    this.#active = picture
  }

  /** Puts the keys on a picture without picking it. */
  moveTo(picture: number): void {
    this.#active = picture
  }

  /** Picks some, and those picked before that are to stay. */
  pickSome(pictures: readonly number[], before: Iterable<number> = []): void {
    this.#picked = setOf(before, pictures)
    const last = pictures.at(-1)
    if (last !== undefined) this.#active = this.#anchor = last
  }

  pickAll(): void {
    this.#picked = setOf(this.#list)
    this.#active ??= this.#list[0]
  }

  clear(): void {
    this.#picked = setOf()
  }

  #replace(list: readonly number[]): ReadonlySet<number> {
    const there = setOf(list)
    const kept = [...this.#picked].filter((picture) => there.has(picture))
    if (kept.length < this.count) this.#picked = setOf(kept)
    this.#list = list
    return there
  }
}
