import type { StudioApi } from '../../src-main/contract/api.ts'
import type { Checkpoint, LatentSpace, Run } from '../../src-main/contract/models.ts'
import { pixelPaths } from '../../src-main/contract/pixels.ts'
import { LARGEST_SEED } from '../../src-main/contract/run-config.ts'
import { LatentHistory } from './latent-history.svelte.ts'
import { LatestPicture, type LoadPicture } from './latest-picture.svelte.ts'
import type { Messages } from './messages.svelte.ts'
import { ViewDraft } from './view-draft.ts'

/** What of a latent space lives on with the project, by run. */
interface ExploreDraft {
  z: number[]
  seed: number
}

// Two columns beside the picture, small enough to be drawn in about a second.
const CANDIDATES = 16

// Between two presses of an arrow key.
const SETTLE_MS = 500

/** One trained model in hand: its latent vector, its picture, and pictures to move to. */
export class Explore {
  #run = $state.raw<Run | undefined>()
  #space = $state.raw<LatentSpace | undefined>()
  #checkpoints = $state.raw<Checkpoint[]>([])
  #checkpoint = $state<number | undefined>()
  #opening = $state(false)
  #candidates = $state.raw<number[][]>([])
  #seed = $state(1)
  /** Grows with each run that is opened, so that answers for another are known and dropped. */
  #stamp = 0
  /** The run that the history is of; `run` is ahead of it while a model is opened. */
  #begun: string | undefined
  #settling: ReturnType<typeof setTimeout> | undefined
  readonly history = new LatentHistory()
  readonly picture: LatestPicture
  readonly #draft: ViewDraft
  readonly #api: StudioApi
  readonly #messages: Messages

  constructor(api: StudioApi, messages: Messages, load: LoadPicture) {
    this.picture = new LatestPicture(load)
    this.#api = api
    this.#messages = messages
    this.#draft = new ViewDraft(api)
  }

  /** The run in hand; it may have no saved model yet. */
  get run(): Run | undefined {
    return this.#run
  }

  /** What can be moved; undefined until the model is known. */
  get space(): LatentSpace | undefined {
    return this.#space
  }

  /** The run's saved models, ascending by images. */
  get checkpoints(): Checkpoint[] {
    return this.#checkpoints
  }

  /** Images seen by the model in hand. */
  get checkpoint(): number | undefined {
    return this.#checkpoint
  }

  /** True between asking for a run and knowing what it has. */
  get isOpening(): boolean {
    return this.#opening
  }

  /** Vectors of the seed, for the wall beside the picture. */
  get candidates(): number[][] {
    return this.#candidates
  }

  /** Where the candidates were drawn from. */
  get seed(): number {
    return this.#seed
  }

  /** Takes a run up where it was left; the newest request wins. */
  async open(run: Run, checkpoint?: number): Promise<void> {
    const stamp = ++this.#stamp
    const isAnother = this.#begun !== run.id
    this.#run = run
    this.#opening = true
    if (isAnother) {
      this.#space = undefined
      this.#checkpoints = []
      this.#checkpoint = undefined
      this.#candidates = []
      this.history.start([])
      this.picture.clear()
    }
    await this.#messages.attempt(async () => {
      const [checkpoints, draft] = await Promise.all([
        this.#api.getCheckpoints({ run: run.id }),
        this.#draft.read(keyOf(run))
      ])
      const images = checkpoint ?? checkpoints.at(-1)?.images
      if (stamp !== this.#stamp) return
      this.#checkpoints = checkpoints
      this.#checkpoint = images
      if (images === undefined) return
      const space = await this.#api.getLatentSpace({ run: run.id, checkpoint: images })
      if (stamp !== this.#stamp) return
      this.#space = space
      if (isAnother) await this.#begin(draft as ExploreDraft | undefined, stamp)
      else this.#draw()
      await this.#drawCandidates()
    })
    if (stamp === this.#stamp) this.#opening = false
  }

  /** The same vector in the model as it was at another time. */
  useCheckpoint(images: number): void {
    if (images === this.#checkpoint) return
    this.#checkpoint = images
    this.#draw()
  }

  /** The URL of the picture at a vector, at the model in hand. */
  urlOf(z: readonly number[]): string | undefined {
    if (!this.#run || this.#checkpoint === undefined) return undefined
    return pixelPaths.latent(this.#run.id, this.#checkpoint, z)
  }

  /** One dimension while its slider moves; `settle` ends the move. */
  preview(dimension: number, value: number): void {
    this.history.preview(dimension, value)
    this.#draw()
  }

  /** A slider has come to rest; steps by key that follow each other become one step of undo. */
  settle(): void {
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => this.#keep(), SETTLE_MS)
  }

  /** The whole vector at once, as one step of undo. */
  moveTo(z: number[]): void {
    this.history.moveTo(z)
    this.#changed()
  }

  /** One dimension at once: typed, or put back to the middle. */
  set(dimension: number, value: number): void {
    this.history.preview(dimension, value)
    this.history.keep()
    this.#changed()
  }

  /** The middle of the space: every dimension 0. */
  reset(): void {
    this.moveTo(this.history.z.map(() => 0))
  }

  /** One step back; the picture follows. */
  undo(): void {
    this.history.undo()
    this.#changed()
  }

  /** One step forward again. */
  redo(): void {
    this.history.redo()
    this.#changed()
  }

  /** The vector and the wall of candidates that a seed gives. */
  async useSeed(seed: number): Promise<void> {
    this.#seed = Math.min(Math.max(Math.round(seed), 0), LARGEST_SEED)
    await this.#messages.attempt(async () => {
      await this.#drawCandidates()
      const first = this.#candidates[0]
      if (first) this.moveTo(first)
    })
  }

  /** A seed nobody has seen yet, most likely. */
  async useRandomSeed(): Promise<void> {
    await this.useSeed(Math.floor(Math.random() * LARGEST_SEED))
  }

  /** Writes what is not written yet, before the window goes. */
  flush(): void {
    this.#keep()
    this.#draft.flush()
  }

  // Where the run was left, or the first vector of its seed.
  async #begin(draft: ExploreDraft | undefined, stamp: number): Promise<void> {
    const { dimensions = 0 } = this.#space ?? {}
    this.#seed = draft?.seed ?? 1
    this.#begun = undefined
    if (draft?.z.length === dimensions) this.history.start(draft.z)
    else {
      const [first] = await this.#drawLatents(1)
      if (stamp !== this.#stamp || !first) return
      this.history.start(first)
    }
    this.#begun = this.#run?.id
    this.#draw()
  }

  async #drawCandidates(): Promise<void> {
    const stamp = this.#stamp
    const latents = await this.#drawLatents(CANDIDATES)
    if (stamp === this.#stamp) this.#candidates = latents
  }

  // The studio draws them, so that a seed means the same here and on the command line.
  async #drawLatents(count: number): Promise<number[][]> {
    if (!this.#run || this.#checkpoint === undefined) return []
    const { id: run } = this.#run
    return await this.#api.drawLatents({
      run,
      checkpoint: this.#checkpoint,
      seed: this.#seed,
      count
    })
  }

  #keep(): void {
    clearTimeout(this.#settling)
    this.history.keep()
    this.#save()
  }

  #changed(): void {
    this.#draw()
    this.#save()
  }

  #draw(): void {
    const { z } = this.history
    const url = z.length > 0 ? this.urlOf(z) : undefined
    if (url) this.picture.show(url)
  }

  // Not while another run's vector is still in hand.
  #save(): void {
    if (!this.#run || this.#begun !== this.#run.id) return
    this.#draft.write(keyOf(this.#run), { z: this.history.z, seed: this.#seed })
  }
}

// One draft a run.
function keyOf(run: Run): string {
  return `explore/${run.id}`
}
