import type { StudioApi } from '../../src-main/contract/api.ts'
import type { Dataset, ImportReport, Job } from '../../src-main/contract/models.ts'
import { formatCountOf } from '../format.ts'
import type { Messages } from './messages.svelte.ts'
import type { StudioMirror } from './studio.svelte.ts'

/** The data set in view with its report, and the jobs that make new ones. */
export class Datasets {
  #selected = $state<string | undefined>()
  #report = $state.raw<ImportReport | undefined>()
  #stamp = 0
  readonly #api: StudioApi
  readonly #studio: StudioMirror
  readonly #messages: Messages

  constructor(api: StudioApi, studio: StudioMirror, messages: Messages) {
    this.#api = api
    this.#studio = studio
    this.#messages = messages
  }

  /** The one chosen, else the newest. */
  get current(): Dataset | undefined {
    return this.#studio.dataset(this.#selected) ?? this.#studio.datasets.at(-1)
  }

  /** What the import of the current data set did; undefined until it has come. */
  get report(): ImportReport | undefined {
    return this.#report?.dataset === this.current?.id ? this.#report : undefined
  }

  /** Jobs still going on that make data sets. */
  get working(): Job[] {
    return this.#studio.jobs.filter((job) => job.state === 'working' && makesDataset(job))
  }

  /** Brings a data set into view, and into the form of the next run. */
  select(id: string): void {
    this.#selected = id
  }

  /** Hears of jobs that end; returns its cleanup. */
  watch(): () => void {
    return this.#studio.subscribe((event) => {
      if (event.type === 'job' && makesDataset(event.job)) void this.#finish(event.job)
    })
  }

  /** Fetches the report of a data set; the newest request wins. */
  async loadReport(dataset: string): Promise<void> {
    const stamp = ++this.#stamp
    const report = await this.#messages.attempt(() => this.#api.getImportReport({ dataset }))
    if (stamp === this.#stamp) this.#report = report
  }

  /** Ends a job; what it had made is removed. */
  async cancel(job: Job): Promise<void> {
    await this.#messages.attempt(() => this.#api.cancelJob({ job: job.id }))
  }

  /** Gives a data set another name. */
  async rename(dataset: Dataset, name: string): Promise<void> {
    await this.#messages.attempt(() => this.#api.renameDataset({ dataset: dataset.id, name }))
  }

  /** Deletes a data set at once and offers to undo it. */
  async remove(dataset: Dataset): Promise<void> {
    await this.#messages.attempt(async () => {
      await this.#api.deleteDataset({ dataset: dataset.id })
      const undo = (): void => {
        void this.#messages.attempt(async () => {
          await this.#api.restoreDataset({ dataset: dataset.id })
          this.select(dataset.id)
        })
      }
      this.#messages.info(`“${dataset.name}” was deleted.`, { label: 'Undo', run: undo })
    })
  }

  async #finish(job: Job): Promise<void> {
    if (job.state === 'working' || job.state === 'review') return
    const told = {
      done: () => this.#tellDone(job),
      failed: () => this.#messages.problem(job.problem ?? `“${job.title}” could not be imported.`),
      cancelled: () => this.#messages.info(`“${job.title}” was cancelled.`)
    }
    told[job.state]()
    this.#studio.dropJob(job.id)
    // Another window may have dismissed it already.
    await this.#api.dismissJob({ job: job.id }).catch(() => {})
  }

  // The list of data sets may arrive a moment after the job's end.
  #tellDone(job: Job): void {
    if (!job.dataset) return
    this.select(job.dataset)
    const made = this.#studio.dataset(job.dataset)
    const count = made ? `: ${formatCountOf(made.count, 'picture')}` : ''
    this.#messages.info(`“${job.title}” is ready${count}.`)
  }
}

function makesDataset({ kind }: Job): boolean {
  return kind === 'import' || kind === 'sample-set'
}
