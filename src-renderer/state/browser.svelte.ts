import { untrack } from 'svelte'
import type { StudioApi } from '../../src-main/contract/api.ts'
import type {
  Dataset,
  DatasetChange,
  DatasetFacts,
  DatasetQuery,
  DatasetStatistics,
  PictureDetail
} from '../../src-main/contract/models.ts'
import { tidy } from './browser-query.ts'
import { countItems } from './dataset-words.ts'
import { DatasetEdits } from './dataset-edits.svelte.ts'
import type { Datasets } from './datasets.svelte.ts'
import { labelText, type Label } from './label-text.ts'
import { Latest } from './latest.svelte.ts'
import type { Messages } from './messages.svelte.ts'
import { PictureLabels } from './picture-labels.svelte.ts'
import { Selection } from './selection.svelte.ts'

/** Looking through the data set in view: what is asked for, found, picked, and known of it. */
export class Browser {
  #query = $state.raw<DatasetQuery>({})
  /** Counts the changes made here: an answer from before one is no answer any more. */
  #edition = $state(0)
  #opened = $state(false)
  #labelWanted = $state(0)
  /** The data set that all of this is about. */
  #followed: string | undefined
  /** To be picked as soon as it is in the list. */
  #wanted: number | undefined
  /** Data set and query of the pictures found: while it stays, a list is the same one changed. */
  #asked = $state('')
  readonly #found = new Latest<number[]>()
  readonly #facts = new Latest<DatasetFacts>()
  readonly #statistics = new Latest<DatasetStatistics>()
  readonly #detail = new Latest<PictureDetail>()
  readonly selection = new Selection()
  readonly labels: PictureLabels
  readonly edits: DatasetEdits
  readonly #api: StudioApi
  readonly #datasets: Datasets
  readonly #messages: Messages

  constructor(api: StudioApi, datasets: Datasets, messages: Messages) {
    this.#api = api
    this.#datasets = datasets
    this.#messages = messages
    this.labels = new PictureLabels(api, messages)
    this.edits = new DatasetEdits(api, messages, (dataset) => this.#takeChange(dataset))
  }

  get dataset(): Dataset | undefined {
    return this.#datasets.current
  }

  /** What is asked for. */
  get query(): DatasetQuery {
    return this.#query
  }

  set query(query: DatasetQuery) {
    this.#query = tidy(query)
  }

  /** Whether anything is asked for that leaves pictures away. */
  get isFiltered(): boolean {
    return Object.keys(this.#query).some((key) => key !== 'order')
  }

  /** The numbers of the pictures that fit, in the order asked for; undefined until they are known. */
  get pictures(): readonly number[] | undefined {
    return this.#found.key?.startsWith(`${this.dataset?.id} `) ? this.#found.value : undefined
  }

  /** Another one for each list that has nothing to do with the one before. */
  get listKey(): string {
    return this.#asked
  }

  /** True while an answer is on its way. */
  get isSearching(): boolean {
    return this.#found.isLoading
  }

  /** What the data set holds; of the time before a change until it is counted again. */
  get facts(): DatasetFacts | undefined {
    const facts = this.#facts.value
    return facts?.dataset === this.dataset?.id ? facts : undefined
  }

  /** What its pixels say; undefined until `loadStatistics` is done. */
  get statistics(): DatasetStatistics | undefined {
    return this.dataset && this.#statistics.of(contentOf(this.dataset))
  }

  /** Everything about the picture that the keys are on, once `loadDetail` is done. */
  get detail(): PictureDetail | undefined {
    const { active } = this.selection
    const detail = this.#detail.value
    return detail?.picture === active && this.#isOfDataset(this.#detail) ? detail : undefined
  }

  /** Grows with every change made here. */
  get edition(): number {
    return this.#edition
  }

  /** Grows each time the field for labels is to have the focus. */
  get labelWanted(): number {
    return this.#labelWanted
  }

  askForLabel(): void {
    this.#labelWanted++
  }

  /** True where one picture is shown large. */
  get isOpened(): boolean {
    return this.#opened && this.selection.active !== undefined
  }

  /** Shows a picture large. */
  open(picture: number): void {
    this.selection.pick(picture)
    this.#opened = true
  }

  /** Back to the grid. */
  close(): void {
    this.#opened = false
  }

  /** Shows the picture so many places on large; nothing at the ends. */
  step(places: number): void {
    const { list, activePlace } = this.selection
    const picture = list[activePlace + places]
    if (picture !== undefined) this.open(picture)
  }

  /** Picks a picture, wherever it is: where the query leaves it away, everything is shown. */
  goTo(picture: number): void {
    if (this.selection.list.includes(picture)) return this.selection.pick(picture)
    this.#wanted = picture
    this.query = { show: 'all' }
  }

  /** Finds what is asked for, unless that is known: called wherever data set, content or query change. */
  refresh(): void {
    const { dataset } = this
    const id = dataset?.id
    if (id !== this.#followed) untrack(() => this.#start(id))
    if (!dataset) return
    const key = `${contentOf(dataset)} ${this.#edition} ${JSON.stringify(this.#query)}`
    untrack(() => void this.#find(dataset, key))
  }

  /** Asks what the data set holds. */
  loadFacts(): void {
    const { dataset } = this
    if (!dataset) return
    void this.#facts.load(`${contentOf(dataset)} ${this.#edition}`, () =>
      this.#messages.attempt(() => this.#api.getDatasetFacts({ dataset: dataset.id }))
    )
  }

  /** Asks what the pixels say, which takes seconds at the first time. */
  loadStatistics(): void {
    const { dataset } = this
    if (!dataset) return
    void this.#statistics.load(contentOf(dataset), () =>
      this.#messages.attempt(() => this.#api.getDatasetStatistics({ dataset: dataset.id }))
    )
  }

  /** Asks for everything about the picture that the keys are on. */
  loadDetail(): void {
    const { dataset } = this
    const { active } = this.selection
    if (!dataset || active === undefined) return
    void this.#detail.load(`${contentOf(dataset)} ${this.#edition} ${active}`, () =>
      this.#messages.attempt(() => this.#api.getPicture({ dataset: dataset.id, picture: active }))
    )
  }

  /** Puts a label on pictures. */
  async label(pictures: number[], label: Label): Promise<void> {
    const { attribute, value } = label
    const what = `“${labelText(label)}” put on`
    await this.#change({ kind: 'label', attribute, pictures, value }, (count) => `${what} ${count}`)
  }

  /** Takes a label off the pictures that have it. */
  async unlabel(pictures: number[], label: Label): Promise<void> {
    const { attribute } = label
    const what = `“${labelText(label)}” taken off`
    const change = { kind: 'label' as const, attribute, pictures, value: null }
    await this.#change(change, (count) => `${what} ${count}`)
  }

  /** Hides pictures from training. */
  async exclude(pictures: number[]): Promise<void> {
    const change = { kind: 'exclude' as const, pictures, reason: 'person' as const }
    await this.#change(change, (count) => `${count} left out`)
  }

  /** Gives pictures back to training. */
  async restore(pictures: number[]): Promise<void> {
    await this.#change({ kind: 'restore', pictures }, (count) => `${count} put back`)
  }

  async #change(change: DatasetChange, what: (count: string) => string): Promise<void> {
    const { dataset } = this
    const { length } = change.pictures
    if (dataset && length > 0)
      await this.edits.change(dataset, [change], what(countItems(dataset, length)))
  }

  #takeChange(dataset: string): void {
    if (dataset !== this.dataset?.id) return
    this.labels.forget()
    this.#edition++
  }

  #start(id: string | undefined): void {
    this.#followed = id
    this.#query = {}
    this.#opened = false
    this.#found.clear()
    this.selection.show([])
    this.labels.start(id)
  }

  async #find({ id, count, pictures }: Dataset, key: string): Promise<void> {
    const query = this.#query
    // The whole set is known without asking.
    const isWhole = Object.keys(query).length === 0 && count === pictures
    await this.#found.load(key, async () => {
      if (isWhole) return Array.from({ length: count }, (_, picture) => picture)
      const answer = await this.#messages.attempt(() =>
        this.#api.findPictures({ dataset: id, query })
      )
      return answer?.pictures
    })
    const found = this.#found.of(key)
    if (!found) return
    const asked = `${id} ${JSON.stringify(query)}`
    if (asked === this.#asked) this.selection.follow(found)
    else this.selection.show(found)
    this.#asked = asked
    if (this.#wanted !== undefined && found.includes(this.#wanted))
      this.selection.pick(this.#wanted)
    this.#wanted = undefined
  }

  #isOfDataset({ key }: Latest<unknown>): boolean {
    return this.dataset !== undefined && (key?.startsWith(`${this.dataset.id} `) ?? false)
  }
}

// Names a data set and the pictures in use.
function contentOf({ id, hash }: Dataset): string {
  return `${id} ${hash}`
}
