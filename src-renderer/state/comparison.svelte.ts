import { untrack } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import type { StudioApi } from '../../src-main/contract/api.ts'
import type { Diagnosis } from '../../src-main/contract/doctor.ts'
import type { Evaluation } from '../../src-main/contract/evaluation.ts'
import type { MetricRow, Run } from '../../src-main/contract/models.ts'
import { bySeed, imagesOn, placeOn, type CompareAxis } from './compare-series.ts'
import type { Messages } from './messages.svelte.ts'
import type { RunTable } from './run-table.svelte.ts'
import type { StudioMirror } from './studio.svelte.ts'

/** Runs that can stand side by side. */
export const MOST_COMPARED = 8

/** The pages of the Compare view. */
export type ComparePage = 'runs' | 'side' | 'experiments'

/** What is known of a run over its time. */
export interface RunHistory {
  /** At most 2,000, ascending. */
  rows: MetricRow[]
  /** Oldest checkpoint first. */
  evaluations: Evaluation[]
  /** Images seen at each kept grid, ascending. */
  moments: number[]
  diagnosis: Diagnosis
}

// A run that trains tells of itself several times a second; beside others it need not.
const REST_MS = 2_000

/** Two to eight picked runs side by side, at one moment of all. */
export class Comparison {
  page = $state<ComparePage>('runs')
  axis = $state<CompareAxis>('images')
  /** Losses and norms on a logarithmic scale. */
  logarithmic = $state(false)
  /** Runs that differ in their seeds alone are drawn as one. */
  joined = $state(true)
  /** The run from which differences are shown; samples themselves when undefined. */
  #reference = $state<string | undefined>()
  /** The moment of all runs as a share of the axis, 0-1. */
  share = $state(1)
  readonly #histories = new SvelteMap<string, RunHistory>()
  readonly #api: StudioApi
  readonly #studio: StudioMirror
  readonly #table: RunTable
  readonly #messages: Messages

  constructor(api: StudioApi, studio: StudioMirror, table: RunTable, messages: Messages) {
    this.#api = api
    this.#studio = studio
    this.#table = table
    this.#messages = messages
  }

  /** The picked runs in the order they were made, so that each keeps its colour. */
  readonly #runs = $derived.by(() =>
    this.#table.all
      .map(({ run }) => run)
      .filter(({ id }) => this.#table.has(id))
      .slice(0, MOST_COMPARED)
  )
  readonly #groups = $derived.by(() => bySeed(this.#runs))
  readonly #extent = $derived.by(() =>
    Math.max(1, ...this.#runs.map((run) => this.placeOf(run, run.images)))
  )

  readonly #missing = $derived.by(() =>
    this.#runs.map(({ id }) => id).filter((id) => !this.#histories.has(id))
  )

  get runs(): Run[] {
    return this.#runs
  }

  /** The runs that differ in their seeds alone, together. */
  get groups(): Run[][] {
    return this.#groups
  }

  /** The end of the axis: that of the run that goes furthest. */
  get extent(): number {
    return this.#extent
  }

  /** The moment of all runs, on the axis. */
  get place(): number {
    return this.share * this.#extent
  }

  /** True until everything of the runs has come. */
  get isLoading(): boolean {
    return this.#missing.length > 0
  }

  get reference(): Run | undefined {
    return this.#runs.find(({ id }) => id === this.#reference)
  }

  /** Shows differences from a run, or samples again. */
  compareWith(run: string | undefined): void {
    this.#reference = run
  }

  /** Undefined until it has come. */
  historyOf({ id }: Run): RunHistory | undefined {
    return this.#histories.get(id)
  }

  /** Where a moment of a run lies on the axis. */
  placeOf(run: Run, images: number): number {
    return placeOn(this.axis, run, this.#histories.get(run.id)?.rows ?? [], images)
  }

  /** Images that a run has seen at the moment of all. */
  imagesOf(run: Run): number {
    const rows = this.#histories.get(run.id)?.rows ?? []
    return Math.min(run.images, Math.round(imagesOn(this.axis, run, rows, this.place)))
  }

  /** Images seen at the newest kept grid by then, or at the first one; undefined where there is none. */
  gridOf(run: Run): number | undefined {
    const moments = this.#histories.get(run.id)?.moments ?? []
    const seen = this.imagesOf(run)
    return moments.filter((images) => images <= seen).at(-1) ?? moments[0]
  }

  /** What its newest checkpoint by then was worth; undefined where none had been measured. */
  evaluationOf(run: Run): Evaluation | undefined {
    const seen = this.imagesOf(run)
    const known = this.#histories.get(run.id)?.evaluations ?? []
    return known.filter(({ images }) => images <= seen).at(-1)
  }

  /** Keeps the histories of the picked runs loaded and fresh; returns its cleanup. */
  watch(): () => void {
    let stale: string[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const stopListening = this.#studio.subscribe((event) => {
      if (event.type === 'project') this.#histories.clear()
      const run =
        'run' in event && typeof event.run === 'string'
          ? event.run
          : event.type === 'snapshot'
            ? event.snapshot.run
            : event.type === 'evaluation'
              ? event.evaluation.run
              : undefined
      if (run === undefined || !this.#histories.has(run)) return
      stale = [...stale.filter((one) => one !== run), run]
      timer ??= setTimeout(() => {
        timer = undefined
        void this.load(stale)
        stale = []
      }, REST_MS)
    })
    const stopLoading = $effect.root(() => {
      $effect(() => {
        const missing = this.#missing
        untrack(() => void this.load(missing))
      })
    })
    return () => {
      clearTimeout(timer)
      stopListening()
      stopLoading()
    }
  }

  /** Fetches the histories of runs anew, by default of those that have none; they come together, so that curves are drawn once. */
  async load(runs: readonly string[] = this.#missing): Promise<void> {
    const found = await this.#messages.attempt(() =>
      Promise.all(runs.map(async (run) => [run, await this.#fetch(run)] as const))
    )
    for (const [run, history] of found ?? []) this.#histories.set(run, history)
  }

  async #fetch(run: string): Promise<RunHistory> {
    const [rows, evaluations, snapshots, diagnosis] = await Promise.all([
      this.#api.getMetrics({ run }),
      this.#api.getEvaluations({ run }),
      this.#api.getSnapshots({ run }),
      this.#api.getDiagnosis({ run })
    ])
    return { rows, evaluations, moments: snapshots.map(({ images }) => images), diagnosis }
  }
}
