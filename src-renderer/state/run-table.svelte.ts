import { untrack } from 'svelte'
import { SvelteSet } from 'svelte/reactivity'
import type { StudioApi } from '../../src-main/contract/api.ts'
import type { StudioEvent } from '../../src-main/contract/events.ts'
import type { Run } from '../../src-main/contract/models.ts'
import type { RunSummary } from '../../src-main/contract/run-summary.ts'
import { formatCountOf } from '../format.ts'
import type { Messages } from './messages.svelte.ts'
import { readRunQuery, runKeys, sortRuns, type RunOrder, type TableRun } from './run-query.ts'
import type { StudioMirror } from './studio.svelte.ts'

/** What a table shows before anybody chooses. */
export const FIRST_COLUMNS: readonly string[] = ['state', 'images', 'generatorLoss', 'quality']

// Events of a run that trains come several times a second; its figures need not.
const REST_MS = 2_000

const FRESHENING = new Set<StudioEvent['type']>([
  'runs',
  'snapshot',
  'evaluation',
  'checkpoint',
  'experiments'
])

/** All runs as a table: which are shown in what order, which are picked, and what is done to those. */
export class RunTable {
  query = $state('')
  order = $state.raw<RunOrder>({ key: 'made', descending: true })
  columns = $state.raw(FIRST_COLUMNS)
  #summaries = $state.raw<Record<string, RunSummary>>({})
  /** Their names by their ids. */
  #experiments = $state.raw<Record<string, string>>({})
  #isLoaded = $state(false)
  readonly #picked = new SvelteSet<string>()
  /** Where a range begins. */
  #anchor: string | undefined
  readonly #api: StudioApi
  readonly #studio: StudioMirror
  readonly #messages: Messages

  constructor(api: StudioApi, studio: StudioMirror, messages: Messages) {
    this.#api = api
    this.#studio = studio
    this.#messages = messages
  }

  readonly #all = $derived.by((): TableRun[] => {
    const names = Object.fromEntries(this.#studio.datasets.map(({ id, name }) => [id, name]))
    return this.#studio.runs.map((run) => ({
      run,
      summary: this.#summaries[run.id],
      dataset: names[run.dataset],
      experiment: run.experiment && this.#experiments[run.experiment]
    }))
  })
  readonly #rows = $derived.by(() => {
    const fits = readRunQuery(this.query)
    return sortRuns(this.#all.filter(fits), this.order)
  })
  readonly #keys = $derived(runKeys(this.#all))

  /** Runs that fit the search, in the order chosen. */
  get rows(): TableRun[] {
    return this.#rows
  }

  /** Every run, with its figures once they have come. */
  get all(): TableRun[] {
    return this.#all
  }

  /** What columns there can be. */
  get keys(): string[] {
    return this.#keys
  }

  /** False until figures have come once. */
  get isLoaded(): boolean {
    return this.#isLoaded
  }

  /** The picked runs that are shown, in the order of the table. */
  get picked(): Run[] {
    return this.#rows.map(({ run }) => run).filter(({ id }) => this.#picked.has(id))
  }

  has(run: string): boolean {
    return this.#picked.has(run)
  }

  /** Keeps figures fresh while the table is in view; returns its cleanup. */
  watch(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined
    void untrack(() => this.reload())
    const stop = this.#studio.subscribe(({ type }) => {
      if (!FRESHENING.has(type)) return
      timer ??= setTimeout(() => {
        timer = undefined
        void this.reload()
      }, REST_MS)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }

  async reload(): Promise<void> {
    const all = await this.#messages.attempt(() =>
      Promise.all([this.#api.getRunSummaries({}), this.#api.listExperiments({})])
    )
    if (!all) return
    const [found, experiments] = all
    this.#experiments = Object.fromEntries(experiments.map(({ id, name }) => [id, name]))
    this.#summaries = Object.fromEntries(found.map((summary) => [summary.run, summary]))
    this.#isLoaded = true
  }

  /** Sorts by a key: the best figure first is a matter of the figure, so a second time turns it around. */
  sortBy(key: string): void {
    const isSame = this.order.key === key
    this.order = { key, descending: isSame ? !this.order.descending : false }
  }

  /** Shows a column at the end, or no longer. */
  toggleColumn(key: string): void {
    const others = this.columns.filter((one) => one !== key)
    this.columns = others.length < this.columns.length ? others : [...others, key]
  }

  /** Picks a run or no longer; with `range`, all from where the last was picked. */
  toggle(run: string, range = false): void {
    const shown = this.#rows.map((row) => row.run.id)
    const [from, to] = [shown.indexOf(this.#anchor ?? ''), shown.indexOf(run)]
    if (range && from >= 0 && to >= 0) {
      for (const id of shown.slice(Math.min(from, to), Math.max(from, to) + 1)) this.#picked.add(id)
    } else if (!this.#picked.delete(run)) this.#picked.add(run)
    this.#anchor = run
  }

  /** Picks all that are shown; where they are all picked already, none. */
  toggleAll(): void {
    const areAll = this.picked.length === this.#rows.length
    this.#picked.clear()
    if (!areAll) for (const { run } of this.#rows) this.#picked.add(run.id)
  }

  clear(): void {
    this.#picked.clear()
  }

  /** Marks runs, or where all of them are marked takes the mark away; offers to undo it. */
  async star(runs: readonly Run[]): Promise<void> {
    const starred = !runs.every((run) => run.starred)
    const changed = runs.filter((run) => (run.starred ?? false) !== starred)
    const said = starred ? 'starred' : 'no longer starred'
    await this.#describe(changed, said, { starred }, { starred: !starred })
  }

  /** Gives runs a tag; offers to undo it. */
  async tag(runs: readonly Run[], tag: string): Promise<void> {
    const word = tag.trim()
    const without = runs.filter((run) => !run.tags?.includes(word))
    if (word !== '')
      await this.#describe(without, `tagged “${word}”`, { tag: word }, { untag: word })
  }

  /** Takes a tag from runs; offers to undo it. */
  async untag(runs: readonly Run[], tag: string): Promise<void> {
    const having = runs.filter((run) => run.tags?.includes(tag))
    await this.#describe(having, `no longer tagged “${tag}”`, { untag: tag }, { tag })
  }

  /** Keeps a person's words on a run. */
  async note(run: Run, notes: string): Promise<void> {
    if (notes === (run.notes ?? '')) return
    await this.#messages.attempt(() => this.#api.describeRuns({ runs: [run.id], notes }))
  }

  /** Deletes runs at once, all or none, and offers to undo it. */
  async remove(runs: readonly Run[]): Promise<void> {
    if (runs.length === 0) return
    const ids = runs.map(({ id }) => id)
    await this.#messages.attempt(async () => {
      await this.#api.deleteRuns({ runs: ids })
      for (const id of ids) this.#picked.delete(id)
      const undo = (): void => {
        void this.#messages.attempt(async () => {
          await this.#api.restoreRuns({ runs: ids })
          for (const id of ids) this.#picked.add(id)
        })
      }
      this.#messages.info(`${named(runs)} deleted.`, { label: 'Undo', run: undo })
    })
  }

  async #describe(runs: readonly Run[], said: string, words: Words, undone: Words): Promise<void> {
    if (runs.length === 0) return
    const ids = runs.map(({ id }) => id)
    const say = (what: Words): Promise<unknown> =>
      this.#messages.attempt(() => this.#api.describeRuns({ runs: ids, ...what }))
    if (!(await say(words))) return
    this.#messages.info(`${named(runs)} ${said}.`, { label: 'Undo', run: () => void say(undone) })
  }
}

type Words = Omit<Parameters<StudioApi['describeRuns']>[0], 'runs'>

// "“Seed 1” was", "12 runs were"
function named(runs: readonly Run[]): string {
  return runs.length === 1 ? `“${runs[0]!.name}” was` : `${formatCountOf(runs.length, 'run')} were`
}
