/** One answer of the studio at a time: what was asked for last counts, whatever comes back when. */
export class Latest<Value> {
  #held = $state.raw<{ key: string; value: Value } | undefined>()
  #asked = $state<string | undefined>()

  /** The last answer that has come, even while another is on its way. */
  get value(): Value | undefined {
    return this.#held?.value
  }

  /** What that answer belongs to. */
  get key(): string | undefined {
    return this.#held?.key
  }

  /** True while the answer that was asked for last is on its way. */
  get isLoading(): boolean {
    return this.#asked !== undefined && this.#asked !== this.#held?.key
  }

  /** The answer to a key, and no other. */
  of(key: string): Value | undefined {
    return this.#held?.key === key ? this.#held.value : undefined
  }

  /** Asks, unless that was asked for last; `ask` gives undefined where there is no answer. */
  async load(key: string, ask: () => Promise<Value | undefined>): Promise<void> {
    if (this.#asked === key) return
    this.#asked = key
    const value = await ask()
    if (this.#asked !== key) return
    if (value === undefined) this.#asked = undefined
    else this.#held = { key, value }
  }

  /** Forgets the answer and what was asked for. */
  clear(): void {
    this.#held = undefined
    this.#asked = undefined
  }
}
