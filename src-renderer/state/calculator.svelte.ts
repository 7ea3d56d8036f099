import type { StudioApi } from '../../src-main/contract/api.ts'
import { filledTerms, toTerms, type Sum } from './arithmetic-terms.ts'
import type { Messages } from './messages.svelte.ts'

/** What a sum comes to. */
export interface Outcome {
  /** Of the terms that count, with their ids. */
  means: { term: number; z: number[] }[]
  result: number[]
  neighbours: number[][]
}

/** Works out sums at a model. At most one call is under way; while it is, only the newest wish is kept. */
export class Calculator {
  #outcome = $state.raw<Outcome | undefined>()
  #wanted: { model: { run: string; checkpoint: number }; sum: Sum } | undefined
  #busy = false
  /** Grows with `clear`, so that an answer for what was before is known and dropped. */
  #stamp = 0
  readonly #api: StudioApi
  readonly #messages: Messages

  constructor(api: StudioApi, messages: Messages) {
    this.#api = api
    this.#messages = messages
  }

  /** The last answer, while a newer one is on its way. */
  get outcome(): Outcome | undefined {
    return this.#outcome
  }

  want(model: { run: string; checkpoint: number }, sum: Sum): void {
    this.#wanted = { model, sum }
    if (!this.#busy) void this.#work()
  }

  clear(): void {
    this.#stamp++
    this.#wanted = undefined
    this.#outcome = undefined
  }

  async #work(): Promise<void> {
    this.#busy = true
    while (this.#wanted) {
      const { model, sum } = this.#wanted
      const stamp = this.#stamp
      this.#wanted = undefined
      const terms = toTerms(sum)
      if (terms.length === 0) {
        this.#outcome = undefined
        continue
      }
      const answer = await this.#messages.attempt(() =>
        this.#api.calculate({ ...model, terms, seed: sum.seed })
      )
      if (!answer || stamp !== this.#stamp) continue
      const { means, result, neighbours } = answer
      const named = filledTerms(sum).map(({ id }, place) => ({ term: id, z: means[place]! }))
      this.#outcome = { means: named, result, neighbours }
    }
    this.#busy = false
  }
}
