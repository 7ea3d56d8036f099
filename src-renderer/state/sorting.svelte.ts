import type { StudioApi } from '../../src-main/contract/api.ts'
import { formatCountOf } from '../format.ts'
import { samplePlace, type Place } from './lineage.ts'
import type { Messages } from './messages.svelte.ts'
import type { ModelPlace } from './sheet-layout.ts'

// Two rows of a wide window; so few that all are looked at.
const AT_ONCE = 24
/** Sorted samples that a direction should have, and of each kind. */
export const ENOUGH = 20
const LEAST_OF_A_KIND = 5
// As many as one question may name of a kind.
const MOST = 1_024

/** Generated samples that a person sorts by yes and no. */
export class Sorting {
  #samples = $state.raw<Place[]>([])
  #answers = $state.raw<Readonly<Record<number, boolean | undefined>>>({})
  /** The seed of the next samples. */
  #seed = 1
  #model: ModelPlace | undefined
  /** Grows with each new start, so that samples asked for before it are dropped. */
  #stamp = 0
  readonly #api: StudioApi
  readonly #messages: Messages

  constructor(api: StudioApi, messages: Messages) {
    this.#api = api
    this.#messages = messages
  }

  get samples(): Place[] {
    return this.#samples
  }

  /** Those that have it. */
  get yes(): number[][] {
    return this.#sorted(true)
  }

  /** Those that have it not. */
  get no(): number[][] {
    return this.#sorted(false)
  }

  /** What a sample was said to be; undefined until it was. */
  answer(at: number): boolean | undefined {
    return this.#answers[at]
  }

  /** What to do next, one sentence. */
  get advice(): string {
    const [yes, no] = [this.yes.length, this.no.length]
    const scarce = yes < no ? 'yes' : 'no'
    if (Math.min(yes, no) < LEAST_OF_A_KIND)
      return `Say of each picture whether it has it; at least ${LEAST_OF_A_KIND} of “${scarce}” are needed.`
    if (yes + no < ENOUGH)
      return `${formatCountOf(ENOUGH - yes - no, 'more picture')} would make it surer.`
    return 'That is enough; more make it surer still, up to about 50.'
  }

  /** Whether a direction can be found from them. */
  get isEnough(): boolean {
    return Math.min(this.yes.length, this.no.length) >= LEAST_OF_A_KIND
  }

  /** Takes up a model; what was sorted of another run means nothing in it. */
  async open(model: ModelPlace): Promise<void> {
    const isAnother = model.run !== this.#model?.run
    this.#model = model
    if (!isAnother) return
    this.#seed = 1
    await this.restart()
  }

  /** Other samples, none of them sorted. */
  async restart(): Promise<void> {
    this.#stamp++
    this.#samples = []
    this.#answers = {}
    await this.more()
  }

  /** More samples after those that are there. */
  async more(): Promise<void> {
    const [model, stamp, seed] = [this.#model, this.#stamp, this.#seed++]
    if (!model || this.#samples.length + AT_ONCE > MOST) return
    const latents = await this.#messages.attempt(() =>
      this.#api.drawLatents({ ...model, seed, count: AT_ONCE })
    )
    if (!latents || stamp !== this.#stamp) return
    this.#samples = [...this.#samples, ...latents.map((z, at) => samplePlace(z, seed, at))]
  }

  /** Says yes or no of a sample, or takes it back. */
  sort(at: number, answer: boolean | undefined): void {
    this.#answers = { ...this.#answers, [at]: answer }
  }

  /** As clicks go: yes, then no, then nothing again. */
  turn(at: number): void {
    const before = this.#answers[at]
    this.sort(at, before === undefined ? true : before ? false : undefined)
  }

  #sorted(answer: boolean): number[][] {
    return this.#samples.flatMap(({ z }, at) => (this.#answers[at] === answer ? [z] : []))
  }
}
