import type { StudioApi } from '../../src-main/contract/api.ts'
import { filledTerms, toTerms, type Sum } from './arithmetic-terms.ts'
import type { Messages } from './messages.svelte.ts'
import {
  partOf,
  sheetUrl,
  type ModelPlace,
  type SheetLoader,
  type SheetPart
} from './sheet-layout.ts'

/** What a sum comes to, with its pictures: all of one moment, so that they change together. */
export interface Outcome<Sheet> {
  /** Of the terms that count, with their ids. */
  means: { term: number; z: number[]; picture: SheetPart<Sheet> }[]
  result: { z: number[]; picture: SheetPart<Sheet> }
  neighbours: { z: number[]; picture: SheetPart<Sheet> }[]
}

/** What works sums out. */
export interface CalculatorNeeds<Sheet> {
  api: StudioApi
  messages: Messages
  sheets: SheetLoader<Sheet>
}

/** Works out sums at a model. At most one is under way; while it is, only the newest wish is kept. */
export class Calculator<Sheet> {
  #outcome = $state.raw<Outcome<Sheet> | undefined>()
  #wanted: { model: ModelPlace; sum: Sum } | undefined
  #busy = false
  /** Grows with `clear`, so that an answer for what was before is known and dropped. */
  #stamp = 0
  readonly #needs: CalculatorNeeds<Sheet>

  constructor(needs: CalculatorNeeds<Sheet>) {
    this.#needs = needs
  }

  /** The last answer, while a newer one is on its way. */
  get outcome(): Outcome<Sheet> | undefined {
    return this.#outcome
  }

  want(model: ModelPlace, sum: Sum): void {
    this.#wanted = { model, sum }
    if (!this.#busy) void this.#work()
  }

  clear(): void {
    this.#stamp++
    this.#wanted = undefined
    this.#put(undefined)
  }

  async #work(): Promise<void> {
    this.#busy = true
    while (this.#wanted) {
      const { model, sum } = this.#wanted
      const stamp = this.#stamp
      this.#wanted = undefined
      if (filledTerms(sum).length === 0) {
        this.#put(undefined)
        continue
      }
      const { messages } = this.#needs
      const outcome = await messages.attempt(() => this.#calculate(model, sum))
      if (outcome && stamp === this.#stamp) this.#put(outcome)
    }
    this.#busy = false
  }

  async #calculate(model: ModelPlace, sum: Sum): Promise<Outcome<Sheet>> {
    const { api, sheets } = this.#needs
    const answer = await api.calculate({ ...model, terms: toTerms(sum), seed: sum.seed })
    const { means, result, neighbours } = answer
    const latents = [...means, result, ...neighbours]
    const sheet = await sheets.load(sheetUrl(model, latents))
    const pictureAt = (at: number): SheetPart<Sheet> => partOf(sheet, latents.length, at)
    return {
      means: filledTerms(sum).map(({ id }, at) => ({
        term: id,
        z: means[at]!,
        picture: pictureAt(at)
      })),
      result: { z: result, picture: pictureAt(means.length) },
      neighbours: neighbours.map((z, at) => ({ z, picture: pictureAt(means.length + 1 + at) }))
    }
  }

  #put(outcome: Outcome<Sheet> | undefined): void {
    const before = this.#outcome
    this.#outcome = outcome
    if (before) this.#needs.sheets.release(before.result.picture.sheet)
  }
}
