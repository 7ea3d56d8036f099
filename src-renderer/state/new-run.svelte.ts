import { untrack } from 'svelte'
import type { StudioApi } from '../../src-main/contract/api.ts'
import type { Dataset, Run } from '../../src-main/contract/models.ts'
import type { PresetId } from '../../src-main/contract/presets.ts'
import type { Datasets } from './datasets.svelte.ts'
import { RunEstimate } from './estimate.svelte.ts'
import type { Messages } from './messages.svelte.ts'
import { RunForm, type RunFormDraft } from './run-form.svelte.ts'
import type { StudioMirror } from './studio.svelte.ts'
import { ViewDraft } from './view-draft.ts'

const DRAFT_KEY = 'train/form'

/** The run that is about to be: its data set, its form, its forecast. */
export class NewRun {
  #starting = $state(false)
  #asked = $state(false)
  /** True while the form is on screen: only then is anything measured. */
  #shown = $state(false)
  readonly form = new RunForm()
  readonly estimate: RunEstimate
  readonly #draft: ViewDraft
  readonly #api: StudioApi
  readonly #studio: StudioMirror
  readonly #datasets: Datasets
  readonly #messages: Messages

  constructor(api: StudioApi, studio: StudioMirror, datasets: Datasets, messages: Messages) {
    this.#api = api
    this.#studio = studio
    this.#datasets = datasets
    this.#messages = messages
    this.#draft = new ViewDraft(api)
    this.estimate = new RunEstimate(api)
  }

  /** The data set in view is the one that is trained on. */
  get dataset(): Dataset | undefined {
    return this.#datasets.current
  }

  /** True while the studio makes the run, so that two clicks make one. */
  get isStarting(): boolean {
    return this.#starting
  }

  /** Called by the form as it comes on screen; returns what to call as it goes. */
  show(): () => void {
    this.#shown = true
    this.#asked = false
    return () => (this.#shown = false)
  }

  /** Keeps the draft with the project and the forecast with the draft; returns its cleanup. */
  watch(): () => void {
    return $effect.root(() => {
      const project = $derived(this.#studio.project?.path)
      $effect(() => {
        if (project) untrack(() => void this.#restore())
      })
      $effect(() => this.form.useDataset(this.dataset))
      $effect(() => this.#forecast())
    })
  }

  /** Keeps what was typed; called by the form after each change. */
  save(): void {
    // The draft is plain data already; the schema of `writeView` wants it without undefined.
    this.#draft.write(DRAFT_KEY, { ...this.form.draft, changes: { ...this.form.changes } })
  }

  /** Fills the form with what another run was trained with, and its data set if that is still there. */
  takeFrom(run: Run): void {
    if (this.#studio.dataset(run.dataset)) this.#datasets.select(run.dataset)
    this.form.take(run)
    this.save()
  }

  /** True from `takeChanges` until the form is on screen: the view shows it in place of the runs. */
  get isAsked(): boolean {
    return this.#asked
  }

  /** Fills the form with a preset, the everyday one unless told, and these changes of it. */
  takeChanges(changes: RunFormDraft['changes'], preset: PresetId = 'dcgan'): void {
    this.form.restore({ preset, changes })
    this.#asked = true
    this.save()
  }

  /** Starts the run; the answer is the run, or undefined after a message. */
  async start(): Promise<Run | undefined> {
    const { dataset } = this
    if (!dataset || !this.form.config || this.#starting) return undefined
    this.#starting = true
    const { preset, changes } = this.form
    const run = await this.#messages.attempt(() =>
      this.#api.startRun({ dataset: dataset.id, preset, changes: { ...changes } })
    )
    this.#starting = false
    return run
  }

  // What was typed the last time this project was open.
  async #restore(): Promise<void> {
    const draft = await this.#messages.attempt(() => this.#draft.read(DRAFT_KEY))
    this.form.restore(draft)
  }

  // Asked for at each change; `RunEstimate` waits for a quiet moment.
  #forecast(): void {
    const { dataset } = this
    const { config, preset, changes } = this.form
    const isWanted = this.#shown && dataset && config?.size === dataset.size
    // Measuring beside a run would slow it; when the run ends the form asks again.
    const isFree = this.#studio.activeRun === undefined
    const request =
      isWanted && isFree
        ? { dataset: dataset.id, preset, changes: { ...changes }, config }
        : undefined
    untrack(() => this.estimate.request(request))
  }
}
