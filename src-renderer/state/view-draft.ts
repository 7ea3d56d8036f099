import type { StudioApi } from '../../src-main/contract/api.ts'

type Json = Parameters<StudioApi['writeView']>[0]['value']

// Well within the two seconds after which nothing may be lost.
const QUIET_MS = 400

/** Small interface state kept with the project, written a moment after it last changed. */
export class ViewDraft {
  #waiting: { key: string; value: Json } | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #api: StudioApi

  constructor(api: StudioApi) {
    this.#api = api
  }

  async read(key: string): Promise<unknown> {
    return await this.#api.readView({ key })
  }

  write(key: string, value: Json): void {
    if (this.#waiting && this.#waiting.key !== key) this.flush()
    clearTimeout(this.#timer)
    this.#waiting = { key, value }
    this.#timer = setTimeout(() => this.flush(), QUIET_MS)
  }

  /** Writes at once what waits. */
  flush(): void {
    clearTimeout(this.#timer)
    const waiting = this.#waiting
    this.#waiting = undefined
    // A view that cannot be kept is no reason to disturb anybody; the next change tries again.
    if (waiting) this.#api.writeView(waiting).catch(() => {})
  }
}
