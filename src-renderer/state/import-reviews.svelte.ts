import type { StudioApi } from '../../src-main/contract/api.ts'
import type { Job } from '../../src-main/contract/models.ts'
import { formatCountOf } from '../format.ts'
import type { Messages } from './messages.svelte.ts'
import type { Navigation } from './navigation.svelte.ts'
import { ReviewDecisions } from './review-decisions.svelte.ts'
import type { StudioMirror } from './studio.svelte.ts'
import { ViewDraft } from './view-draft.ts'

const draftKey = (job: string): string => `review/${job}`

/** Imports that wait for a person to decide what goes in. */
export class ImportReviews {
  #decisions = $state.raw<Readonly<Record<string, ReviewDecisions>>>({})
  #finishing = $state<string | undefined>()
  readonly #draft: ViewDraft
  readonly #api: StudioApi
  readonly #studio: StudioMirror
  readonly #messages: Messages
  readonly #navigation: Navigation

  constructor(api: StudioApi, studio: StudioMirror, messages: Messages, navigation: Navigation) {
    this.#api = api
    this.#studio = studio
    this.#messages = messages
    this.#navigation = navigation
    this.#draft = new ViewDraft(api)
  }

  /** The jobs that wait. */
  get waiting(): Job[] {
    return this.#studio.jobs.filter(({ state }) => state === 'review')
  }

  /** What was decided for a job so far; undefined until its report has come. */
  decisions(job: string): ReviewDecisions | undefined {
    return this.#decisions[job]
  }

  /** True while the decisions of a job are being carried out. */
  isFinishing(job: string): boolean {
    return this.#finishing === job
  }

  /** Hears of jobs that begin to wait; returns its cleanup. */
  watch(): () => void {
    return this.#studio.subscribe((event) => {
      if (event.type === 'job' && event.job.state === 'review') void this.#load(event.job.id)
    })
  }

  /** Fetches the reports of those that waited already when the window came. */
  async reload(): Promise<void> {
    await Promise.all(this.waiting.map(({ id }) => this.#load(id)))
  }

  /** Brings a review into view. */
  open(job: string): void {
    this.#navigation.showPage({ kind: 'review', job })
  }

  /** Carries out what was decided: the data set appears. */
  async finish(job: string): Promise<void> {
    const decisions = this.decisions(job)
    if (!decisions || this.#finishing) return
    this.#finishing = job
    this.#draft.write(draftKey(job), null)
    this.#draft.flush()
    const exclude = decisions.exclude()
    const finished = await this.#messages.attempt(() => this.#api.finishImport({ job, exclude }))
    this.#finishing = undefined
    if (finished) this.#navigation.closePage()
  }

  /** Ends the import; nothing of it is kept. */
  async discard(job: string): Promise<void> {
    await this.#messages.attempt(() => this.#api.cancelJob({ job }))
    this.#navigation.closePage()
  }

  async #load(job: string): Promise<void> {
    if (this.#decisions[job]) return
    const [report, draft] = await Promise.all([
      this.#messages.attempt(() => this.#api.getImportReview({ job })),
      this.#draft.read(draftKey(job)).catch(() => undefined)
    ])
    if (!report || this.#decisions[job]) return
    const decisions = new ReviewDecisions(report, outOf(draft), (out) =>
      this.#draft.write(draftKey(job), { out })
    )
    this.#decisions = { ...this.#decisions, [job]: decisions }
    this.#tell(job, decisions)
  }

  #tell(job: string, decisions: ReviewDecisions): void {
    const { title } = this.#studio.jobs.find(({ id }) => id === job) ?? { title: 'The import' }
    const said = `“${title}” is looked through: ${toDecide(decisions)}.`
    // The Dataset view has a card that says the same.
    if (this.#navigation.view === 'dataset') this.#messages.note('info', said)
    else this.#messages.info(said, { label: 'Review', run: () => this.open(job) })
  }
}

/** What there is to decide: "12 look-alikes and 3 pictures unlike the others". */
export function toDecide({ pairs, outliers }: Pick<ReviewDecisions, 'pairs' | 'outliers'>): string {
  const parts = [
    pairs.length > 0 ? formatCountOf(pairs.length, 'look-alike') : '',
    outliers.length > 0 ? `${formatCountOf(outliers.length, 'picture')} unlike the others` : ''
  ]
  return parts.filter(Boolean).join(' and ')
}

// What was decided before this window was loaded; anything else counts as nothing.
function outOf(draft: unknown): number[] | undefined {
  if (typeof draft !== 'object' || draft === null || !('out' in draft)) return undefined
  const { out } = draft
  return Array.isArray(out) && out.every((n) => Number.isInteger(n)) ? out : undefined
}
