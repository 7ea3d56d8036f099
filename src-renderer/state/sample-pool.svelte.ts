import type { StudioApi } from '../../src-main/contract/api.ts'
import { LARGEST_SEED } from '../../src-main/contract/run-config.ts'
import { samplePlace, type Place } from './lineage.ts'
import type { Messages } from './messages.svelte.ts'
import type { ModelPlace } from './sheet-layout.ts'

// Two screens of a strip; drawn in a fraction of a second.
const POOL = 32

/** Samples of a model's own distribution by seed, to pick from. */
export class SamplePool {
  #seed = $state(1)
  #places = $state.raw<Place[]>([])
  #model: ModelPlace | undefined
  /** Grows with each seed that is asked for; the newest answer wins. */
  #stamp = 0
  readonly #api: StudioApi
  readonly #messages: Messages

  constructor(api: StudioApi, messages: Messages) {
    this.#api = api
    this.#messages = messages
  }

  get seed(): number {
    return this.#seed
  }

  get places(): Place[] {
    return this.#places
  }

  /** Takes up another model; its samples are of the same seed. */
  async open(model: ModelPlace): Promise<void> {
    const isAnother = model.run !== this.#model?.run
    this.#model = model
    if (isAnother) await this.useSeed(this.#seed)
  }

  async useSeed(seed: number): Promise<void> {
    this.#seed = Math.min(Math.max(Math.round(seed), 0), LARGEST_SEED)
    const stamp = ++this.#stamp
    const model = this.#model
    if (!model) return
    const latents = await this.#messages.attempt(() =>
      this.#api.drawLatents({ ...model, seed: this.#seed, count: POOL })
    )
    if (!latents || stamp !== this.#stamp) return
    this.#places = latents.map((z, number) => samplePlace(z, this.#seed, number))
  }

  /** A seed nobody has seen yet, most likely. */
  async useRandomSeed(): Promise<void> {
    await this.useSeed(Math.floor(Math.random() * LARGEST_SEED))
  }
}
