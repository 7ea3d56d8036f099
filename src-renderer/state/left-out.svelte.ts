import { SvelteMap } from 'svelte/reactivity'
import type { StudioApi } from '../../src-main/contract/api.ts'
import { EXCLUSION_REASONS } from '../../src-main/contract/dataset-limits.ts'
import type { Dataset, ExclusionReason } from '../../src-main/contract/models.ts'
import type { Messages } from './messages.svelte.ts'

/** Which pictures of a data set are left out, and why. */
export class LeftOut {
  // Of which data set it holds, and of which content of it.
  #of = $state('')
  #key = ''
  readonly #reasons = new SvelteMap<number, ExclusionReason>()
  #counts = $state.raw<Partial<Record<ExclusionReason, number>>>({})
  #stamp = 0
  readonly #api: StudioApi
  readonly #messages: Messages

  constructor(api: StudioApi, messages: Messages) {
    this.#api = api
    this.#messages = messages
  }

  /** Why a picture is left out; undefined where it is in use. */
  reasonOf(picture: number): ExclusionReason | undefined {
    return this.#reasons.get(picture)
  }

  /** How many of a data set are left out, by reason; empty until it is known. */
  countsOf({ id }: Dataset): Partial<Record<ExclusionReason, number>> {
    return this.#of === id ? this.#counts : {}
  }

  /** Fetches what holds for a data set, unless that is known; its hash tells whether it has changed. */
  follow(dataset: Dataset): void {
    if (this.#key !== keyOf(dataset)) void this.#load(dataset)
  }

  // The newest request wins.
  async #load(dataset: Dataset): Promise<void> {
    const { id } = dataset
    this.#key = keyOf(dataset)
    const stamp = ++this.#stamp
    const lists = await this.#messages.attempt(() =>
      Promise.all(
        EXCLUSION_REASONS.map(async (only) => {
          const query = { show: 'excluded', only } as const
          return { only, ...(await this.#api.findPictures({ dataset: id, query })) }
        })
      )
    )
    if (stamp !== this.#stamp) return
    if (!lists) {
      // The next look asks again.
      this.#key = ''
      return
    }
    this.#of = id
    this.#reasons.clear()
    for (const { only, pictures } of lists)
      for (const picture of pictures) this.#reasons.set(picture, only)
    this.#counts = Object.fromEntries(lists.map(({ only, pictures }) => [only, pictures.length]))
  }
}

function keyOf({ id, hash }: Dataset): string {
  return `${id}/${hash}`
}
