import type { StudioApi } from '../../src-main/contract/api.ts'
import { grownFrom, type Place } from './lineage.ts'
import type { RunJob } from './sample-labels.ts'
import type { ModelPlace } from './sheet-layout.ts'

/** A sum whose result is looked for by what its terms show: see `steadyArithmetic` of the studio. */
export class Steadied {
  #found = $state.raw<{ of: unknown; place: Place } | undefined>()
  #looking = $state(false)
  readonly #api: StudioApi
  readonly #runJob: RunJob

  constructor(api: StudioApi, runJob: RunJob) {
    this.#api = api
    this.#runJob = runJob
  }

  get isLooking(): boolean {
    return this.#looking
  }

  /** The place found for a sum; undefined once the sum is another. */
  of(sum: unknown): Place | undefined {
    const found = this.#found
    return found && found.of === sum ? found.place : undefined
  }

  /** Looks for it; `result` is the vectors' own sum, from which its lineage grows. */
  async find(
    model: ModelPlace,
    sum: unknown,
    terms: Parameters<StudioApi['steadyArithmetic']>[0]['terms'],
    result: Place
  ): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    const job = await this.#runJob(() => this.#api.steadyArithmetic({ ...model, terms }))
    this.#looking = false
    if (!job?.place) return
    const words = 'Steadied by the labels'
    const lineage = grownFrom([result.lineage], 'arithmetic', words, job.place)
    this.#found = { of: sum, place: { z: job.place, lineage } }
  }
}
