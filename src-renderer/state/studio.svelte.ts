import type { StudioApi } from '../../src-main/contract/api.ts'
import type { StudioEvent } from '../../src-main/contract/events.ts'
import type {
  Dataset,
  EngineStatus,
  Job,
  Project,
  Queue,
  RecentProject,
  Run,
  ShellAbilities,
  StudioState,
  Tuning
} from '../../src-main/contract/models.ts'
import { Listeners } from './listeners.ts'

/** What each event changes of the mirrored state; the others concern single views. */
const CHANGES: {
  [Type in StudioEvent['type']]?: (
    state: StudioState,
    event: Extract<StudioEvent, { type: Type }>
  ) => StudioState
} = {
  engine: (state, { engine }) => ({ ...state, engine }),
  datasets: (state, { datasets }) => ({ ...state, datasets }),
  runs: (state, { runs }) => ({ ...state, runs }),
  queue: (state, { queue }) => ({ ...state, queue }),
  run: (state, { run }) => ({ ...state, runs: replaceById(state.runs, run) }),
  tuning: ({ tuning: _before, ...state }, { tuning }) => ({ ...state, ...(tuning && { tuning }) }),
  job: (state, { job }) => ({ ...state, jobs: upsertById(state.jobs, job) })
}

/** The studio's own state as this window last heard of it. */
export class StudioMirror {
  #state = $state.raw<StudioState | undefined>()
  readonly #listeners = new Listeners<StudioEvent>()
  readonly #api: StudioApi

  constructor(api: StudioApi) {
    this.#api = api
  }

  /** False until the first state has come. */
  get ready(): boolean {
    return this.#state !== undefined
  }

  get version(): string {
    return this.#state?.version ?? ''
  }

  /** What the shell around the page can do. */
  get shell(): ShellAbilities | undefined {
    return this.#state?.shell
  }

  /** TensorFlow as the studio last heard of it. */
  get engine(): EngineStatus | undefined {
    return this.#state?.engine
  }

  /** The open project, if one is. */
  get project(): Project | undefined {
    return this.#state?.project
  }

  get recent(): RecentProject[] {
    return this.#state?.recent ?? []
  }

  get datasets(): Dataset[] {
    return this.#state?.datasets ?? []
  }

  get runs(): Run[] {
    return this.#state?.runs ?? []
  }

  get jobs(): Job[] {
    return this.#state?.jobs ?? []
  }

  /** While settings of the engine are tried out for a run or its estimate. */
  get tuning(): Tuning | undefined {
    return this.#state?.tuning
  }

  /** The run that has the trainer, if one has. */
  get activeRun(): Run | undefined {
    return this.runs.find(({ state }) => ACTIVE.includes(state))
  }

  /** Who waits for it in which order, and whether anybody is let in. */
  get queue(): Queue {
    return this.#state?.queue ?? NO_QUEUE
  }

  /** Runs that wait for it, the next one first. */
  get queuedRuns(): Run[] {
    return this.queue.waiting
      .map((id) => this.run(id))
      .filter((run): run is Run => run !== undefined)
  }

  dataset(id: string | undefined): Dataset | undefined {
    return this.datasets.find((dataset) => dataset.id === id)
  }

  run(id: string | undefined): Run | undefined {
    return this.runs.find((run) => run.id === id)
  }

  /** Fetches everything anew: at each connection, and when another project is opened. */
  async refresh(): Promise<void> {
    this.#state = await this.#api.getState({})
  }

  /** Forgets a finished job here; the studio is told by `dismissJob`. */
  dropJob(id: string): void {
    if (!this.#state) return
    this.#state = { ...this.#state, jobs: this.jobs.filter((job) => job.id !== id) }
  }

  /** Hears every event after the mirror has taken it; returns the cleanup. */
  subscribe(listener: (event: StudioEvent) => void): () => void {
    return this.#listeners.add(listener)
  }

  /** Takes one event of the connection. */
  handle(event: StudioEvent): void {
    // The table is by the event's own type, which TypeScript cannot follow through an index.
    const change = CHANGES[event.type] as
      ((state: StudioState, event: StudioEvent) => StudioState) | undefined
    if (this.#state && change) this.#state = change(this.#state, event)
    this.#listeners.tell(event)
  }
}

// States in which a run holds the trainer.
const ACTIVE: Run['state'][] = ['starting', 'running', 'paused']

const NO_QUEUE: Queue = { waiting: [], held: false }

function replaceById<Row extends { id: string }>(rows: Row[], row: Row): Row[] {
  return rows.map((other) => (other.id === row.id ? row : other))
}

// Jobs come as they begin; runs are told as a whole list.
function upsertById<Row extends { id: string }>(rows: Row[], row: Row): Row[] {
  return rows.some(({ id }) => id === row.id) ? replaceById(rows, row) : [...rows, row]
}
