// More than anybody steps back through.
const MOST_STEPS = 200

/** A value that is never changed in place, with its past: every change is a step of undo and redo. */
export class StepHistory<Value> {
  #value: Value
  #past = $state.raw<Value[]>([])
  /** What was undone, nearest first. */
  #future = $state.raw<Value[]>([])
  /** Names the move under way, whose changes are one step. */
  #move: string | undefined

  constructor(value: Value) {
    this.#value = $state.raw(value)
  }

  get value(): Value {
    return this.#value
  }

  get canUndo(): boolean {
    return this.#past.length > 0
  }

  get canRedo(): boolean {
    return this.#future.length > 0
  }

  /** Begins anew, without a past. */
  start(value: Value): void {
    this.#value = value
    this.#past = []
    this.#future = []
    this.#move = undefined
  }

  /**
   * Takes a new value. Changes that follow each other under the same `move`, such as a slider's, are one
   * step; `rest` ends it.
   */
  change(value: Value, move?: string): void {
    if (value === this.#value) return
    if (move === undefined || move !== this.#move) {
      this.#past = [...this.#past, this.#value].slice(-MOST_STEPS)
    }
    this.#move = move
    this.#future = []
    this.#value = value
  }

  /** Another value in place of the present one, which is no step of its own: what did not come from the person. */
  amend(value: Value): void {
    this.#value = value
  }

  /** Ends a move: the next change is a step of its own. */
  rest(): void {
    this.#move = undefined
  }

  /** Back to the value before the last step. */
  undo(): void {
    const before = this.#past.at(-1)
    if (this.#past.length === 0) return
    this.rest()
    this.#past = this.#past.slice(0, -1)
    this.#future = [this.#value, ...this.#future]
    this.#value = before as Value
  }

  /** Forward to what was undone last. */
  redo(): void {
    const [after] = this.#future
    if (this.#future.length === 0) return
    this.rest()
    this.#future = this.#future.slice(1)
    this.#past = [...this.#past, this.#value]
    this.#value = after as Value
  }
}
