import { SvelteMap } from 'svelte/reactivity'
import type { StudioApi } from '../../src-main/contract/api.ts'
import type { Labels } from '../../src-main/contract/models.ts'
import type { Messages } from './messages.svelte.ts'

// As many as one call takes.
const AT_ONCE = 1024

/** The labels of the pictures that somebody looks at. */
export class PictureLabels {
  #dataset: string | undefined
  /** Those of an older edition are shown until they have been fetched again. */
  #edition = 0
  readonly #known = new SvelteMap<number, { labels: Labels; edition: number }>()
  readonly #api: StudioApi
  readonly #messages: Messages

  constructor(api: StudioApi, messages: Messages) {
    this.#api = api
    this.#messages = messages
  }

  /** The labels of a picture; undefined until they have come. */
  of(picture: number): Labels | undefined {
    return this.#known.get(picture)?.labels
  }

  /** Begins anew, for another data set. */
  start(dataset: string | undefined): void {
    this.#dataset = dataset
    this.#edition++
    this.#known.clear()
  }

  /** They may have changed: what is wanted from now on is fetched again. */
  forget(): void {
    this.#edition++
  }

  /** Fetches what is not known of some pictures. */
  async want(pictures: readonly number[]): Promise<void> {
    const [dataset, edition] = [this.#dataset, this.#edition]
    const missing = pictures.filter((picture) => this.#known.get(picture)?.edition !== edition)
    if (dataset === undefined) return
    for (let first = 0; first < missing.length; first += AT_ONCE) {
      const some = missing.slice(first, first + AT_ONCE)
      const answer = await this.#messages.attempt(() =>
        this.#api.getPictureLabels({ dataset, pictures: some })
      )
      if (!answer || edition !== this.#edition) return
      answer.forEach((labels, index) => this.#known.set(some[index]!, { labels, edition }))
    }
  }
}
