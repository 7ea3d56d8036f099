/** Those who want to hear of something; each addition returns its cleanup. */
export class Listeners<Event> {
  readonly #all = new Set<(event: Event) => void>()

  /** Listens until the cleanup is called. */
  add(listener: (event: Event) => void): () => void {
    this.#all.add(listener)
    return () => this.#all.delete(listener)
  }

  tell(event: Event): void {
    for (const listener of this.#all) listener(event)
  }
}
