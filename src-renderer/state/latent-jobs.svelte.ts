import type { StudioApi } from '../../src-main/contract/api.ts'
import type { ReportFormat } from '../../src-main/contract/exports.ts'
import type { Job } from '../../src-main/contract/models.ts'
import { baseName, formatCountOf } from '../format.ts'
import type { Messages } from './messages.svelte.ts'
import type { StudioMirror } from './studio.svelte.ts'

/** Gives the person a file that is at a URL, under a name. */
export type SaveFile = (url: string, name: string) => void

type Kind = Exclude<Job['kind'], 'import' | 'sample-set'>

// What is said when it is done, by kind.
const DONE: Record<Kind, (job: Job) => string> = {
  directions: ({ title, made = [] }) =>
    made.length > 1
      ? `${formatCountOf(made.length, 'direction')} were found.`
      : `${capital(title)} was found.`,
  projection: ({ title }) => `${capital(title)} was found in the model.`,
  arithmetic: () => 'The sum is steadied.',
  evaluation: ({ title }) => `${capital(title)} is measured.`,
  map: ({ title }) => `${capital(title)} is drawn.`,
  play: ({ title }) => `${capital(title)} has been played.`,
  export: ({ file }) => `${baseName(file?.path ?? 'The file')} is written.`
}

const MOST_REMEMBERED = 8

/** Long work on latent spaces: its progress, how it ends, and the files that it wrote. */
export class LatentJobs {
  /** Exports that this window asked for, and the last jobs that have ended: either may come first. */
  #own: string[] = []
  #ended: Job[] = []
  /** Those who wait for a job, by its id. */
  #parts: Record<string, (job: Job | undefined) => void> = {}
  readonly #api: StudioApi
  readonly #studio: StudioMirror
  readonly #messages: Messages
  readonly #save: SaveFile

  constructor(api: StudioApi, studio: StudioMirror, messages: Messages, save: SaveFile) {
    this.#api = api
    this.#studio = studio
    this.#messages = messages
    this.#save = save
  }

  /** Jobs still going on. */
  get working(): Job[] {
    return this.#studio.jobs.filter(({ kind, state }) => kind in DONE && state === 'working')
  }

  /** Hears of jobs that end; returns its cleanup. */
  watch(): () => void {
    return this.#studio.subscribe((event) => {
      if (event.type === 'job' && event.job.kind in DONE) void this.#finish(event.job)
    })
  }

  /** Writes something of a model to a file, which is saved by this window as soon as it is there. */
  async export(
    model: { run: string; checkpoint: number },
    what: Parameters<StudioApi['startExport']>[0]['what']
  ): Promise<Job | undefined> {
    return await this.#saveWhenDone(() => this.#api.startExport({ ...model, what }))
  }

  /** Writes what is known of runs to a file, which is saved by this window as soon as it is there. */
  async report(runs: readonly string[], format: ReportFormat): Promise<Job | undefined> {
    return await this.#saveWhenDone(() => this.#api.exportRuns({ runs: [...runs], format }))
  }

  async #saveWhenDone(start: () => Promise<Job>): Promise<Job | undefined> {
    const job = await this.#messages.attempt(start)
    if (!job) return undefined
    this.#own.push(job.id)
    this.#saveOwn()
    return job
  }

  /**
   * Does a job that is a part of something else: gives it when it is done, undefined where it was
   * cancelled or failed, and only the latter is told.
   */
  async run(start: () => Promise<Job>): Promise<Job | undefined> {
    const job = await this.#messages.attempt(start)
    if (!job) return undefined
    return await new Promise((resolve) => {
      this.#parts = { ...this.#parts, [job.id]: resolve }
      // What is quick may have ended before its answer came.
      const ended = this.#ended.find(({ id }) => id === job.id)
      if (ended) this.#resolvePart(ended)
    })
  }

  /** Ends a job; nothing of it is kept. */
  async cancel(job: Job): Promise<void> {
    await this.#messages.attempt(() => this.#api.cancelJob({ job: job.id }))
  }

  async #finish(job: Job): Promise<void> {
    if (job.state === 'working' || job.state === 'review') return
    const told = {
      done: () => !this.#parts[job.id] && this.#tellDone(job),
      failed: () => this.#messages.problem(job.problem ?? `${capital(job.title)} failed.`),
      cancelled: () => this.#messages.info(`${capital(job.title)} was cancelled.`)
    }
    told[job.state]()
    this.#ended = [...this.#ended, job].slice(-MOST_REMEMBERED)
    this.#saveOwn()
    this.#resolvePart(job)
    this.#studio.dropJob(job.id)
    // Another window may have dismissed it already.
    await this.#api.dismissJob({ job: job.id }).catch(() => {})
  }

  #tellDone(job: Job): void {
    const { url, path } = job.file ?? {}
    const save = url && path ? () => this.#save(url, baseName(path)) : undefined
    const words = DONE[job.kind as Kind](job)
    this.#messages.info(words, save && { label: 'Save the file', run: save })
  }

  #resolvePart(job: Job): void {
    const { [job.id]: resolve, ...others } = this.#parts
    this.#parts = others
    resolve?.(job.state === 'done' ? job : undefined)
  }

  #saveOwn(): void {
    for (const { id, file } of this.#ended.filter((job) => this.#own.includes(job.id))) {
      this.#own = this.#own.filter((other) => other !== id)
      if (file?.url) this.#save(file.url, baseName(file.path))
    }
  }
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
