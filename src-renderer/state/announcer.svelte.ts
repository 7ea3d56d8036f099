// Screen readers hear of progress no more often than this.
const PAUSE_MS = 10_000

/** One polite sentence at a time for those who cannot see the bottom strip. */
export class Announcer {
  #text = $state('')
  #waiting: string | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  get text(): string {
    return this.#text
  }

  /** Says a sentence now, or the newest one when the pause is over. */
  say(sentence: string): void {
    this.#waiting = sentence
    if (!this.#timer) this.#speak()
  }

  #speak(): void {
    this.#timer = undefined
    if (this.#waiting === undefined || this.#waiting === this.#text) return
    this.#text = this.#waiting
    this.#waiting = undefined
    this.#timer = setTimeout(() => this.#speak(), PAUSE_MS)
  }
}
