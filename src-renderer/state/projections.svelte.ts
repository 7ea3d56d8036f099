import type { StudioApi } from '../../src-main/contract/api.ts'
import type { Job } from '../../src-main/contract/models.ts'
import type { Messages } from './messages.svelte.ts'
import type { RunJob } from './sample-labels.ts'
import type { ModelPlace } from './sheet-layout.ts'
import type { StudioMirror } from './studio.svelte.ts'

type Picture = Parameters<StudioApi['projectPicture']>[0]['picture']

/** A picture that is being found. */
export interface Search {
  job: string
  step: number
  steps: number
  /** The first guess and the best place so far, with the error at each step told. */
  guess: number[]
  z: number[]
  errors: { step: number; error: number }[]
}

/** What projections need of the window around them. */
export interface ProjectionNeeds {
  api: StudioApi
  studio: StudioMirror
  messages: Messages
  runJob: RunJob
  /** Sends a file to the studio's machine, and gives the upload's id. */
  send(file: File): Promise<string>
}

/** Real pictures on their way into a model, and which of those found is looked at. */
export class Projections {
  #search = $state.raw<Search | undefined>()
  #selected = $state<string | undefined>()
  #isAsking = $state(false)
  readonly #needs: ProjectionNeeds

  constructor(needs: ProjectionNeeds) {
    this.#needs = needs
  }

  /** The newest search; undefined until there is a first guess. */
  get search(): Search | undefined {
    return this.#search
  }

  /** The id of the projection that is looked at. */
  get selected(): string | undefined {
    return this.#selected
  }

  /** From the moment a picture is given until it is found. */
  get isAsking(): boolean {
    return this.#isAsking
  }

  /** The job that looks for a picture in a run, if one does. */
  jobOf(run: string | undefined): Job | undefined {
    return this.#needs.studio.jobs.find(
      (job) => job.kind === 'projection' && job.state === 'working' && job.run === run
    )
  }

  /** Hears of the steps; returns its cleanup. */
  watch(): () => void {
    return this.#needs.studio.subscribe((event) => {
      if (event.type !== 'projection') return
      const { job, step, steps, z, error } = event
      const before = this.#search?.job === job ? this.#search : undefined
      const guess = before?.guess ?? z
      const errors = [...(before?.errors ?? []), { step, error }]
      this.#search = { job, step, steps, guess, z, errors }
    })
  }

  select(projection: string | undefined): void {
    this.#selected = projection
  }

  /** Finds a file of pixels that was dropped or chosen here. */
  async findFile(model: ModelPlace, file: File): Promise<void> {
    await this.#find(model, async () => ({ upload: await this.#needs.send(file) }))
  }

  /** Finds a picture that the studio can reach by itself. */
  async find(model: ModelPlace, picture: Picture): Promise<void> {
    await this.#find(model, () => Promise.resolve(picture))
  }

  async #find(model: ModelPlace, bring: () => Promise<Picture>): Promise<void> {
    if (this.#isAsking) return
    const { api, runJob } = this.#needs
    this.#isAsking = true
    this.#selected = undefined
    this.#search = undefined
    const job = await runJob(async () => api.projectPicture({ ...model, picture: await bring() }))
    this.#isAsking = false
    const [made] = job?.made ?? []
    if (made !== undefined) this.#selected = made
  }
}
