import { untrack } from 'svelte'
import type { StudioApi } from '../../src-main/contract/api.ts'
import type { Evaluation } from '../../src-main/contract/evaluation.ts'
import type { StudioEvent } from '../../src-main/contract/events.ts'
import type { Checkpoint, MetricRow, Run } from '../../src-main/contract/models.ts'
import { CurveChoices } from './curve-choices.svelte.ts'
import { CurveZoom } from './curve-zoom.svelte.ts'
import { formatBytes, formatCountOf } from '../format.ts'
import type { Messages } from './messages.svelte.ts'
import { beforeAt } from './queue-order.ts'
import { Scrubber } from './scrubber.svelte.ts'
import { appendRows } from './series.ts'
import type { StudioMirror } from './studio.svelte.ts'

/** The run in view: its curves, its snapshots with the scrubber, its checkpoints. */
export class Training {
  /** What the person chose in the list; may be deleted meanwhile. */
  #selected = $state<string | undefined>()
  #rows = $state.raw<MetricRow[]>([])
  #checkpoints = $state.raw<Checkpoint[]>([])
  #evaluations = $state.raw<Evaluation[]>([])
  #loading = $state(false)
  #loaded = $state<string | undefined>()
  /** Grows with each reload, so that answers to older ones are known and dropped. */
  #stamp = 0
  readonly scrubber = new Scrubber()
  readonly curves = new CurveChoices()
  readonly zoom: CurveZoom
  readonly #api: StudioApi
  readonly #studio: StudioMirror
  readonly #messages: Messages

  constructor(api: StudioApi, studio: StudioMirror, messages: Messages) {
    this.#api = api
    this.#studio = studio
    this.#messages = messages
    this.zoom = new CurveZoom(api)
  }

  /** The run in view: the one chosen, else the one that trains, else the newest that has begun. */
  get run(): Run | undefined {
    const { runs, activeRun } = this.#studio
    const begun = runs.filter(({ images, parent }) => images > (parent?.images ?? 0))
    return this.#studio.run(this.#selected) ?? activeRun ?? begun.at(-1) ?? runs.at(-1)
  }

  /** Losses and accuracies, ascending by images. */
  get rows(): MetricRow[] {
    return this.#rows
  }

  /** Saved models, ascending by images. */
  get checkpoints(): Checkpoint[] {
    return this.#checkpoints
  }

  /** What its checkpoints are worth, ascending by images. */
  get evaluations(): Evaluation[] {
    return this.#evaluations
  }

  /** The run that rows, snapshots and checkpoints are of; `run` may be a moment ahead. */
  get loaded(): string | undefined {
    return this.#loaded
  }

  /** True until all parts of the history have come. */
  get isLoading(): boolean {
    return this.#loading
  }

  /** Brings a run into view. */
  select(run: string): void {
    this.#selected = run
  }

  /** Keeps the history of the run in view loaded and growing; returns its cleanup. */
  watch(): () => void {
    const stopListening = this.#studio.subscribe((event) => this.#take(event))
    const stopLoading = $effect.root(() => {
      const id = $derived(this.run?.id)
      $effect(() => {
        const run = id
        untrack(() => void this.reload(run))
      })
    })
    return () => {
      stopListening()
      stopLoading()
    }
  }

  /** Fetches the history of a run; also after the connection was lost, when events were missed. */
  async reload(run = this.run?.id): Promise<void> {
    const stamp = ++this.#stamp
    this.#loaded = run
    this.#rows = []
    this.#checkpoints = []
    this.#evaluations = []
    this.scrubber.load([])
    this.scrubber.follow()
    this.zoom.leave()
    if (!run) return
    this.#loading = true
    // Each answer is taken the moment it comes: events sent before it are part of it, and those
    // sent after it are added by `take`.
    const take = async <Answer>(call: Promise<Answer>, keep: (answer: Answer) => void) => {
      const answer = await call.catch((error: unknown) => {
        // Of a run that was deleted meanwhile nobody asks any more.
        if (stamp === this.#stamp) throw error
      })
      if (answer && stamp === this.#stamp) keep(answer)
    }
    await this.#messages.attempt(() =>
      Promise.all([
        take(this.#api.getMetrics({ run }), (rows) => (this.#rows = rows)),
        take(this.#api.getCheckpoints({ run }), (list) => (this.#checkpoints = list)),
        take(this.#api.getEvaluations({ run }), (list) => (this.#evaluations = list)),
        take(this.#api.getSnapshots({ run }), (list) =>
          this.scrubber.load(list.map(({ images }) => images))
        )
      ])
    )
    if (stamp === this.#stamp) this.#loading = false
  }

  // What concerns the run in view; the mirror has taken the rest.
  #take(event: StudioEvent): void {
    const run = this.run?.id
    if (event.type === 'metrics' && event.run === run) {
      this.#rows = appendRows(this.#rows, event.rows)
      this.zoom.add(event.rows)
    }
    if (event.type === 'snapshot' && event.snapshot.run === run) {
      this.scrubber.add(event.snapshot.images)
    }
    if (event.type === 'checkpoint' && event.checkpoint.run === run) {
      const { checkpoint } = event
      // A resumed run saves its later checkpoints again.
      const before = this.#checkpoints.filter(({ images }) => images < checkpoint.images)
      this.#checkpoints = [...before, checkpoint]
    }
    if (event.type === 'checkpoints' && event.run === run) this.#checkpoints = event.checkpoints
    if (event.type === 'evaluation' && event.evaluation.run === run) {
      const { evaluation } = event
      // An older checkpoint may be measured on request after newer ones.
      const others = this.#evaluations.filter(({ images }) => images !== evaluation.images)
      this.#evaluations = [...others, evaluation].sort((a, b) => a.images - b.images)
    }
  }

  /** Asks for a pause; the run's event says when it has come. */
  pause(run: Run): Promise<void | undefined> {
    return this.#messages.attempt(() => this.#api.pauseRun({ run: run.id }))
  }

  /** Ends a run early; its trainer saves a checkpoint first. */
  stop(run: Run): Promise<void | undefined> {
    return this.#messages.attempt(() => this.#api.stopRun({ run: run.id }))
  }

  /** Goes on, where `images` is given to that many in all. */
  async resume(run: Run, images?: number): Promise<void> {
    const more = images === undefined ? {} : { images }
    await this.#messages.attempt(() => this.#api.resumeRun({ run: run.id, ...more }))
  }

  /** Brings a waiting run to a place of the queue, 0 for the next one. */
  async moveInQueue(run: Run, place: number): Promise<void> {
    const move = beforeAt(this.#studio.queue.waiting, run.id, place)
    if (move) await this.#messages.attempt(() => this.#api.moveRun({ run: run.id, ...move }))
  }

  /** Lets no further run begin, or lets them go on. */
  holdQueue(held: boolean): Promise<void | undefined> {
    return this.#messages.attempt(() => this.#api.holdQueue({ held }))
  }

  /** Writes a checkpoint of the run that trains, and tells when it is whole. */
  async save(run: Run): Promise<void> {
    const saved = await this.#messages.attempt(() => this.#api.saveCheckpoint({ run: run.id }))
    if (!saved) return
    const seen = formatCountOf(saved.images, 'image')
    this.#messages.info(`Saved after ${seen}, ${formatBytes(saved.bytes)}.`)
  }

  /** Gives another name; an empty one changes nothing. */
  async rename(run: Run, name: string): Promise<void> {
    if (name.trim() === '' || name === run.name) return
    await this.#messages.attempt(() => this.#api.renameRun({ run: run.id, name }))
  }

  /** Deletes a run at once and offers to undo it, instead of asking first. */
  async remove(run: Run): Promise<void> {
    await this.#messages.attempt(async () => {
      await this.#api.deleteRun({ run: run.id })
      const undo = (): void => {
        void this.#messages.attempt(async () => {
          await this.#api.restoreRun({ run: run.id })
          this.select(run.id)
        })
      }
      this.#messages.info(`“${run.name}” was deleted.`, { label: 'Undo', run: undo })
    })
  }
}
