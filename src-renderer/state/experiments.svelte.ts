import { untrack } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import type { StudioApi } from '../../src-main/contract/api.ts'
import type { Experiment } from '../../src-main/contract/experiment.ts'
import type { Dataset, Run } from '../../src-main/contract/models.ts'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import { givenBy } from '../../src-main/contract/run-config.ts'
import { RunEstimate } from './estimate.svelte.ts'
import type { ExperimentForm } from './experiment-form.svelte.ts'
import type { Messages } from './messages.svelte.ts'
import type { StudioMirror } from './studio.svelte.ts'

/** How far an experiment is. */
export interface ExperimentProgress {
  runs: number
  /** Runs that have ended, whichever way. */
  ended: number
  waiting: number
  /** Of all its training, 0-1. */
  share: number
}

const UNDER_WAY = new Set<Run['state']>(['queued', 'starting', 'running', 'paused'])

/** Searches over settings, and the one in view. */
export class Experiments {
  /** The figure by which runs are told apart. */
  figure = $state('quality')
  #list = $state.raw<Experiment[]>([])
  #chosen = $state<string | undefined>()
  #isStarting = $state(false)
  /** How long the first run of the form would take. */
  readonly estimate: RunEstimate
  /** Images seen at each kept grid, by run. */
  readonly #moments = new SvelteMap<string, number[]>()
  readonly #api: StudioApi
  readonly #studio: StudioMirror
  readonly #messages: Messages

  constructor(api: StudioApi, studio: StudioMirror, messages: Messages) {
    this.#api = api
    this.#studio = studio
    this.#messages = messages
    this.estimate = new RunEstimate(api)
  }

  /** Oldest first. */
  get list(): Experiment[] {
    return this.#list
  }

  /** The one in view: that which was chosen, else the newest. */
  get current(): Experiment | undefined {
    return this.#list.find(({ id }) => id === this.#chosen) ?? this.#list.at(-1)
  }

  /** True while the studio makes the runs. */
  get isStarting(): boolean {
    return this.#isStarting
  }

  choose(id: string): void {
    this.#chosen = id
  }

  /** The runs of an experiment, in the order they were queued. */
  runsOf({ id }: Experiment): Run[] {
    return this.#studio.runs.filter((run) => run.experiment === id)
  }

  progressOf(experiment: Experiment): ExperimentProgress {
    const runs = this.runsOf(experiment)
    const whole = runs.reduce((sum, { config }) => sum + config.images, 0)
    const seen = runs.reduce(
      (sum, run) => sum + (UNDER_WAY.has(run.state) ? run.images : run.config.images),
      0
    )
    return {
      runs: runs.length,
      ended: runs.filter(({ state }) => !UNDER_WAY.has(state)).length,
      waiting: runs.filter(({ state }) => state === 'queued').length,
      share: whole > 0 ? seen / whole : 0
    }
  }

  /** The newest kept grid of a run that had seen so many images at most; undefined before its first. */
  gridOf(run: string, images: number): number | undefined {
    return this.#moments
      .get(run)
      ?.filter((moment) => moment <= images)
      .at(-1)
  }

  /** Fetches which grids of a run there are; once, then events tell. */
  async want(run: string): Promise<void> {
    if (this.#moments.has(run)) return
    this.#moments.set(run, [])
    const found = await this.#messages.attempt(() => this.#api.getSnapshots({ run }))
    if (found)
      this.#moments.set(
        run,
        found.map(({ images }) => images)
      )
    else this.#moments.delete(run)
  }

  /** Keeps the list fresh while it is in view; returns its cleanup. */
  watch(): () => void {
    void untrack(() => this.reload())
    return this.#studio.subscribe((event) => {
      if (event.type === 'experiments') this.#list = event.experiments
      if (event.type === 'project') {
        this.#moments.clear()
        void this.reload()
      }
      if (event.type !== 'snapshot') return
      const { run, images } = event.snapshot
      const known = this.#moments.get(run)
      // What lay beyond it was made before a resume.
      if (known) this.#moments.set(run, [...known.filter((moment) => moment < images), images])
    })
  }

  async reload(): Promise<void> {
    if (!this.#studio.project) return
    const found = await this.#messages.attempt(() => this.#api.listExperiments({}))
    if (found) this.#list = found
  }

  /** Measures how long the first run of a form takes, unless another one trains. */
  forecast(dataset: Dataset | undefined, form: ExperimentForm): void {
    const changes = form.firstChanges
    const { preset } = form.shared
    const isFree = this.#studio.activeRun === undefined
    if (!dataset || !changes || !isFree) return this.estimate.request(undefined)
    const config = attempted(() => resolveConfig(preset, { ...changes, ...givenBy(dataset) }))
    this.estimate.request(config && { dataset: dataset.id, preset, changes, config })
  }

  /** Queues the runs of a form on a data set; true once they stand in the queue. */
  async start(dataset: string, form: ExperimentForm): Promise<boolean> {
    if (this.#isStarting || form.problem !== undefined) return false
    this.#isStarting = true
    const { preset, changes } = form.shared
    const name = form.name.trim()
    const made = await this.#messages.attempt(() =>
      this.#api.startExperiment({
        ...{ dataset, preset, changes: { ...changes } },
        ...{ search: form.search, seeds: form.seedList },
        ...(name !== '' && { name })
      })
    )
    this.#isStarting = false
    if (made) this.#chosen = made.id
    return made !== undefined
  }

  /** Takes the runs that wait out of the queue; what trains goes on. */
  async cancelWaiting(experiment: Experiment): Promise<void> {
    for (const run of this.runsOf(experiment).filter(({ state }) => state === 'queued')) {
      await this.#messages.attempt(() => this.#api.stopRun({ run: run.id }))
    }
  }

  /** Forgets an experiment, not its runs, and offers to undo it. */
  async remove({ id, name }: Experiment): Promise<void> {
    await this.#messages.attempt(async () => {
      await this.#api.deleteExperiment({ experiment: id })
      this.#messages.info(`“${name}” is deleted; its runs stay.`, {
        label: 'Undo',
        run: () =>
          void this.#messages.attempt(() => this.#api.restoreExperiment({ experiment: id }))
      })
    })
  }
}

// What is wrong with a form is said by the form.
function attempted<Made>(make: () => Made): Made | undefined {
  try {
    return make()
  } catch {
    return undefined
  }
}
