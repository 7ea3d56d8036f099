import { SvelteMap } from 'svelte/reactivity'
import type { StudioApi } from '../../src-main/contract/api.ts'
import { pixelPaths } from '../../src-main/contract/pixels.ts'
import type { StudioMirror } from './studio.svelte.ts'

/** The latest sample grid of each run, for lists; asked for once and then kept up by events. */
export class Covers {
  #latest = new SvelteMap<string, number>()
  #asked: Record<string, true> = {}
  readonly #api: StudioApi

  constructor(api: StudioApi) {
    this.#api = api
  }

  /** Keeps covers up to date; returns its cleanup. */
  watch(studio: StudioMirror): () => void {
    return studio.subscribe((event) => {
      if (event.type === 'snapshot') this.#latest.set(event.snapshot.run, event.snapshot.images)
      if (event.type === 'project') this.#asked = {}
    })
  }

  /** Asks for the cover of a run that has none yet. */
  async want(run: string): Promise<void> {
    if (this.#asked[run]) return
    this.#asked[run] = true
    // A list without one picture is still a list.
    const snapshots = await this.#api.getSnapshots({ run }).catch(() => [])
    const last = snapshots.at(-1)
    if (last && !this.#latest.has(run)) this.#latest.set(run, last.images)
  }

  urlOf(run: string): string | undefined {
    const images = this.#latest.get(run)
    return images === undefined ? undefined : pixelPaths.snapshot(run, images)
  }
}
