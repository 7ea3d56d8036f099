import type { StudioApi } from '../../src-main/contract/api.ts'
import type { LatentItem, Point } from '../../src-main/contract/latent.ts'
import type { Place } from './lineage.ts'
import type { Messages } from './messages.svelte.ts'
import type { ModelPlace } from './sheet-layout.ts'
import type { StudioMirror } from './studio.svelte.ts'

/** What a person keeps of the model in hand: favourites, concepts, directions, projections, maps. */
export class KeptItems {
  #items = $state.raw<LatentItem[]>([])
  #run = $state<string | undefined>()
  /** Grows with each question; the newest answer wins. */
  #stamp = 0
  readonly #api: StudioApi
  readonly #messages: Messages

  constructor(api: StudioApi, messages: Messages) {
    this.#api = api
    this.#messages = messages
  }

  /** All of them, oldest first. */
  get items(): LatentItem[] {
    return this.#items
  }

  /** Those of one kind, oldest first. */
  of<Kind extends LatentItem['kind']>(kind: Kind): Extract<LatentItem, { kind: Kind }>[] {
    return this.#items.filter((item) => item.kind === kind) as Extract<LatentItem, { kind: Kind }>[]
  }

  /** Hears of changes made anywhere; returns its cleanup. */
  watch(studio: StudioMirror): () => void {
    return studio.subscribe((event) => {
      if (event.type === 'latent-items' && event.run === this.#run) void this.#load()
    })
  }

  /** Takes up the items of a run. */
  async open(run: string): Promise<void> {
    if (run === this.#run) return
    this.#run = run
    this.#items = []
    await this.#load()
  }

  /** Keeps a place as a favourite. */
  async favourite(model: ModelPlace, { z, lineage }: Place): Promise<Point | undefined> {
    const item = { kind: 'point', z, lineage } as const
    const kept = await this.#messages.attempt(() => this.#api.saveLatentItem({ ...model, item }))
    if (!kept) return undefined
    this.#messages.info(`${kept.name} is kept.`, {
      label: 'Undo',
      run: () => void this.#attempt(() => this.#api.deleteLatentItem({ item: kept.id }))
    })
    return kept as Point
  }

  async rename({ id }: LatentItem, name: string): Promise<void> {
    await this.#attempt(() => this.#api.changeLatentItem({ item: id, name }))
  }

  /** Sets the tags of an item, as a person typed them: parted by commas. */
  async tag({ id }: LatentItem, text: string): Promise<void> {
    const words = text.split(',').map((tag) => tag.trim())
    const tags = words.filter((tag, at) => tag !== '' && words.indexOf(tag) === at)
    await this.#attempt(() => this.#api.changeLatentItem({ item: id, tags }))
  }

  /** Deletes an item, and offers to take that back. */
  async remove({ id, name }: LatentItem): Promise<void> {
    const done = await this.#attempt(() => this.#api.deleteLatentItem({ item: id }))
    if (!done) return
    this.#messages.info(`“${name}” is deleted.`, {
      label: 'Undo',
      run: () => void this.#attempt(() => this.#api.restoreLatentItem({ item: id }))
    })
  }

  // The event that follows brings the list; asked at once all the same, for it may be slow.
  async #attempt(work: () => Promise<unknown>): Promise<boolean> {
    const done = await this.#messages.attempt(async () => {
      await work()
      return true
    })
    await this.#load()
    return done ?? false
  }

  async #load(): Promise<void> {
    const run = this.#run
    if (run === undefined) return
    const stamp = ++this.#stamp
    const items = await this.#messages.attempt(() => this.#api.listLatentItems({ run }))
    if (items && stamp === this.#stamp) this.#items = items
  }
}
