/** Resolves when the picture at a URL can be shown without a flash; rejects with one sentence. */
export type LoadPicture = (url: string) => Promise<void>

/**
 * The picture at the newest of many URLs. At most one request is under way; while it is, only the
 * newest wish is kept, so a slider moved quickly costs no more than the studio can answer.
 */
export class LatestPicture {
  #shown = $state<string | undefined>()
  #busy = $state(false)
  #problem = $state<string | undefined>()
  #wanted: string | undefined
  readonly #load: LoadPicture

  constructor(load: LoadPicture) {
    this.#load = load
  }

  /** The URL to show: always one that has been loaded. */
  get shown(): string | undefined {
    return this.#shown
  }

  get busy(): boolean {
    return this.#busy
  }

  /** Why the newest picture cannot be had, one sentence. */
  get problem(): string | undefined {
    return this.#problem
  }

  show(url: string): void {
    this.#wanted = url
    if (!this.#busy) void this.#work()
  }

  clear(): void {
    this.#wanted = undefined
    this.#shown = undefined
    this.#problem = undefined
  }

  async #work(): Promise<void> {
    this.#busy = true
    while (this.#wanted !== undefined) {
      const url = this.#wanted
      const problem = await this.#load(url).then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error.message : String(error))
      )
      // A newer wish has come meanwhile: this one is stale, but still the best there is while a
      // slider moves; after `clear` it belongs to another model and is dropped.
      const cleared = this.#wanted === undefined
      if (this.#wanted === url) this.#wanted = undefined
      if (cleared) continue
      if (problem === undefined) this.#shown = url
      this.#problem = problem
    }
    this.#busy = false
  }
}
