// More than anybody steps back through, at 100 numbers each well under a megabyte.
const MOST_STEPS = 200

/** A latent vector with its past: moves preview, then are kept as one step, undone and redone. */
export class LatentHistory {
  #z = $state.raw<number[]>([])
  #past = $state.raw<number[][]>([])
  /** What was undone, nearest first. */
  #future = $state.raw<number[][]>([])
  /** What undo goes back to: the vector before the move under way. */
  #kept: number[] = []

  /** The vector in hand; never changed in place. */
  get z(): number[] {
    return this.#z
  }

  get canUndo(): boolean {
    return this.#past.length > 0
  }

  get canRedo(): boolean {
    return this.#future.length > 0
  }

  /** Begins anew, for another model. */
  start(z: number[]): void {
    this.#z = z
    this.#kept = z
    this.#past = []
    this.#future = []
  }

  /** One dimension while its slider moves; `keep` ends the move. */
  preview(dimension: number, value: number): void {
    this.#z = this.#z.map((old, index) => (index === dimension ? value : old))
  }

  /** A move that is whole at once. */
  moveTo(z: number[]): void {
    this.#z = z
    this.keep()
  }

  /** Makes everything since the last step one step; nothing when nothing changed. */
  keep(): void {
    if (isSame(this.#z, this.#kept)) return
    this.#past = [...this.#past, this.#kept].slice(-MOST_STEPS)
    this.#future = []
    this.#kept = this.#z
  }

  /** Back to the vector before the last step; a move under way counts as one. */
  undo(): void {
    this.keep()
    const before = this.#past.at(-1)
    if (!before) return
    this.#past = this.#past.slice(0, -1)
    this.#future = [this.#kept, ...this.#future]
    this.#z = this.#kept = before
  }

  /** Forward to what was undone last. */
  redo(): void {
    const after = this.#future[0]
    if (!after) return
    this.#future = this.#future.slice(1)
    this.#past = [...this.#past, this.#kept]
    this.#z = this.#kept = after
  }
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}
