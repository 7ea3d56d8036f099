import { alongTrace } from '../../src-main/contract/along-trace.ts'
import type { StudioApi } from '../../src-main/contract/api.ts'
import type { DirectionTrace } from '../../src-main/contract/latent.ts'
import type { Checkpoint, LatentSpace, Run } from '../../src-main/contract/models.ts'
import { pixelPaths } from '../../src-main/contract/pixels.ts'
import { LARGEST_SEED } from '../../src-main/contract/run-config.ts'
import { LatestPicture, type LoadPicture } from './latest-picture.svelte.ts'
import { firstStep, samplePlace, type Place } from './lineage.ts'
import type { Messages } from './messages.svelte.ts'
import { isOnRail, type Rail } from './rail.ts'
import {
  FIRST_SCENE,
  inClass,
  steered,
  steeredTo,
  wentTo,
  withDimension,
  withLocks,
  type Scene
} from './scene.ts'
import type { Steer } from './steering.ts'
import { StepHistory } from './step-history.svelte.ts'
import { ViewDraft } from './view-draft.ts'

// What z is moved along.
type Direction = Pick<Steer, 'key' | 'name' | 'vector' | 'bends'>

/** What of a latent space lives on with the project, by run; the first release kept z and seed. */
type ExploreDraft = Partial<Omit<Scene, 'checkpoint'>>

// Two columns beside the picture, small enough to be drawn in about a second.
const CANDIDATES = 16

// Between two presses of an arrow key.
const SETTLE_MS = 500

/** One trained model in hand: its latent vector, its picture, and pictures to move to. */
export class Explore {
  #run = $state.raw<Run | undefined>()
  #space = $state.raw<LatentSpace | undefined>()
  #checkpoints = $state.raw<Checkpoint[]>([])
  #opening = $state(false)
  #candidates = $state.raw<Place[]>([])
  /** The candidates before they are truncated. */
  #drawn: { seed: number; latents: number[][] } = { seed: 1, latents: [] }
  /** Grows with each run that is opened, so that answers for another are known and dropped. */
  #stamp = 0
  /** The run that the history is of; `run` is ahead of it while a model is opened. */
  #begun: string | undefined
  #settling: ReturnType<typeof setTimeout> | undefined
  /** Where the bent direction in hand leads; its slider runs along it. */
  #rail: Rail | undefined
  #laying: { asked: string; laid: Promise<void> } | undefined
  #wish: { key: string; strength: number } | undefined
  readonly history = new StepHistory<Scene>(FIRST_SCENE)
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
    return this.history.value.checkpoint
  }

  /** What is looked at, and everything that undo takes back. */
  get scene(): Scene {
    return this.history.value
  }

  /** The vector in hand. */
  get z(): number[] {
    return this.history.value.z
  }

  /** How much of each class the place in hand is, adding up to 1; empty where the model has no classes. */
  get shares(): number[] {
    return this.z.slice(this.#dimensions)
  }

  /** What neighbours leave as it is: locked dimensions, and the class. */
  get held(): number[] {
    return [...this.scene.locked, ...this.shares.map((_, at) => this.#dimensions + at)]
  }

  /** True between asking for a run and knowing what it has. */
  get isOpening(): boolean {
    return this.#opening
  }

  /** Samples of the seed, drawn towards the middle as far as the truncation says. */
  get candidates(): Place[] {
    return this.#candidates
  }

  /** Where the candidates were drawn from. */
  get seed(): number {
    return this.history.value.seed
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
      this.#candidates = []
      this.history.start(FIRST_SCENE)
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
      this.history.amend({ ...this.scene, checkpoint: images })
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
    if (images === this.checkpoint) return
    this.#move({ ...this.scene, checkpoint: images }, 'checkpoint')
  }

  /** The URL of the picture at a vector, at the model in hand. */
  urlOf(z: readonly number[]): string | undefined {
    if (!this.#run || this.checkpoint === undefined) return undefined
    return pixelPaths.latent(this.#run.id, this.checkpoint, z)
  }

  /** One dimension while its slider moves; `settle` ends the move. */
  preview(dimension: number, value: number): void {
    this.#move(withDimension(this.scene, dimension, value), `dimension ${dimension}`)
  }

  /** Along a direction, to a strength counted from where z was gone to; `settle` ends the move. */
  steer(direction: Direction, strength: number): void {
    if (direction.bends) return this.#steerBent(direction, strength)
    this.#move(steered(this.scene, direction, strength), `steer ${direction.key}`)
  }

  /** Asks where a bent direction leads before its slider is moved, so that the first step does not wait. */
  prepare(direction: Direction): void {
    if (!direction.bends || isOnRail(this.scene, this.#rail, direction.key)) return
    void this.#layRail(direction)
  }

  /** Along two directions at once, as on the pad; `settle` ends the move. */
  steerTwo(first: Direction, second: Direction, strengths: readonly [number, number]): void {
    const across = steered(this.scene, first, strengths[0])
    this.#move(steered(across, second, strengths[1]), `pad ${first.key} ${second.key}`)
  }

  /** Where a direction of the library leads from a scene; undefined where that cannot be told. */
  async trace(direction: string, scene: Scene): Promise<DirectionTrace | undefined> {
    const { z, strengths, locked, checkpoint } = scene
    const run = this.#run?.id
    if (!run || checkpoint === undefined) return undefined
    const present = strengths[direction] ?? 0
    const way = { direction, z, present, locked: [...locked] }
    const trace = await this.#messages.attempt(() =>
      this.#api.traceDirection({ run, checkpoint, ...way })
    )
    if (!trace) return undefined
    // The studio counts in 32 bits; the place it began at is what it was.
    const latents = trace.latents.map((one, at) => (trace.strengths[at] === present ? z : one))
    return { ...trace, latents }
  }

  /** A slider has come to rest; steps by key that follow each other become one step of undo. */
  settle(): void {
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => this.#keep(), SETTLE_MS)
  }

  /** To another place, as one step of undo; locked dimensions stay. */
  goTo({ z, lineage }: Place): void {
    this.#change(wentTo(this.scene, z, lineage))
  }

  /** One dimension at once: typed, or put back to the middle. */
  set(dimension: number, value: number): void {
    this.#change(withDimension(this.scene, dimension, value))
  }

  /** The same z in another class, by its number. */
  useClass(chosen: number): void {
    const { label, names } = this.#space?.classes ?? { label: '', names: [] }
    const words = `${label} ${names[chosen] ?? chosen}`
    this.#change(inClass(this.scene, this.#dimensions, chosen, words.slice(0, 200)))
    this.#candidates = this.#truncated()
  }

  /** Dimensions to the middle, those that are locked excepted; all of them where none are named. */
  reset(dimensions: readonly number[] = indices(this.#dimensions)): void {
    const free = dimensions.filter((dimension) => !this.scene.locked.includes(dimension))
    const scene = free.reduce((changed, at) => withDimension(changed, at, 0), this.scene)
    this.#change(dimensions.length === this.#dimensions ? { ...scene, strengths: {} } : scene)
  }

  /** Locks dimensions against everything but their own sliders, or frees them. */
  lock(dimensions: readonly number[], isLocked: boolean): void {
    this.#change(withLocks(this.scene, dimensions, isLocked))
  }

  /** How far samples are drawn towards the middle, 0-1; `settle` ends the move. */
  truncate(truncation: number): void {
    this.history.change({ ...this.scene, truncation }, 'truncation')
    this.#candidates = this.#truncated()
  }

  /** One step back; the picture follows. */
  undo(): void {
    this.#travel(() => this.history.undo())
  }

  /** One step forward again. */
  redo(): void {
    this.#travel(() => this.history.redo())
  }

  /** The vector and the wall of candidates that a seed gives. */
  async useSeed(wanted: number): Promise<void> {
    const seed = Math.min(Math.max(Math.round(wanted), 0), LARGEST_SEED)
    await this.#messages.attempt(async () => {
      const drawn = await this.#drawLatents(CANDIDATES, seed)
      if (!drawn) return
      this.#drawn = { seed, latents: drawn }
      this.#candidates = this.#truncated()
      const [first] = this.#candidates
      if (first) this.#change(wentTo({ ...this.scene, seed }, first.z, first.lineage))
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
    const width = this.#dimensions + (this.#space?.classes?.names.length ?? 0)
    const { checkpoint } = this.scene
    this.#begun = undefined
    const seed = draft?.seed ?? FIRST_SCENE.seed
    if (draft?.z?.length === width) {
      const { z, lineage = firstStep('sliders', 'Where it was left', z) } = draft
      this.history.start({ ...FIRST_SCENE, ...draft, z, lineage, seed, checkpoint })
    } else {
      const [first] = (await this.#drawLatents(1, seed)) ?? []
      if (stamp !== this.#stamp || !first) return
      this.history.start({ ...FIRST_SCENE, ...samplePlace(first, seed, 0), seed, checkpoint })
    }
    this.#begun = this.#run?.id
    this.#draw()
  }

  async #drawCandidates(): Promise<void> {
    const stamp = this.#stamp
    const { seed } = this.scene
    const latents = await this.#drawLatents(CANDIDATES, seed)
    if (stamp !== this.#stamp || !latents || seed !== this.scene.seed) return
    this.#drawn = { seed, latents }
    this.#candidates = this.#truncated()
  }

  // In the class in hand, which is picked and not drawn; before there is one it is drawn too.
  #truncated(): Place[] {
    const { truncation } = this.scene
    const { seed, latents } = this.#drawn
    const { shares } = this
    return latents.map((drawn, number) => {
      const z = drawn.map((value, at) =>
        at < this.#dimensions ? value * truncation : (shares[at - this.#dimensions] ?? value)
      )
      const place = samplePlace(z, seed, number)
      const words = `Seed ${seed}, number ${number + 1}, truncation ${truncation.toFixed(2)}`
      return truncation === 1 ? place : { z: place.z, lineage: firstStep('seed', words, place.z) }
    })
  }

  // The studio draws them, so that a seed means the same here and on the command line.
  async #drawLatents(count: number, seed: number): Promise<number[][] | undefined> {
    const { checkpoint } = this.scene
    if (!this.#run || checkpoint === undefined) return undefined
    return await this.#api.drawLatents({ run: this.#run.id, checkpoint, seed, count })
  }

  get #dimensions(): number {
    return this.#space?.dimensions ?? 0
  }

  #steerBent(direction: Direction, strength: number): void {
    const { key } = direction
    if (isOnRail(this.scene, this.#rail, key)) {
      const z = alongTrace(this.#rail, strength)
      return this.#move(steeredTo(this.scene, direction, strength, z), `steer ${key}`)
    }
    // The newest wish is obeyed when the rail lies.
    this.#wish = { key, strength }
    void this.#layRail(direction).then(() => {
      const wish = this.#wish
      if (wish?.key !== key || !isOnRail(this.scene, this.#rail, key)) return
      this.#wish = undefined
      this.#steerBent(direction, wish.strength)
    })
  }

  // One at a time; a place that has been left meanwhile gets its own when it is asked for again.
  async #layRail({ key }: Direction): Promise<void> {
    const { scene } = this
    const asked = `${this.#run?.id} ${scene.checkpoint} ${key} ${scene.z.join()}`
    if (this.#laying?.asked !== asked) {
      const laid = this.trace(key, scene).then((trace) => {
        if (!trace || this.#laying?.asked !== asked) return
        this.#rail = { key, checkpoint: scene.checkpoint, ...trace }
      })
      this.#laying = { asked, laid }
    }
    await this.#laying.laid
  }

  #move(scene: Scene, move: string): void {
    this.history.change(scene, move)
    this.#draw()
  }

  #change(scene: Scene): void {
    this.history.rest()
    this.history.change(scene)
    this.#draw()
    this.#save()
  }

  #travel(step: () => void): void {
    const { seed, truncation } = this.scene
    step()
    this.#draw()
    this.#save()
    if (seed !== this.scene.seed) void this.#messages.attempt(() => this.#drawCandidates())
    else if (truncation !== this.scene.truncation) this.#candidates = this.#truncated()
  }

  #keep(): void {
    clearTimeout(this.#settling)
    this.history.rest()
    this.#save()
  }

  #draw(): void {
    const url = this.z.length > 0 ? this.urlOf(this.z) : undefined
    if (url) this.picture.show(url)
  }

  // Not while another run's vector is still in hand.
  #save(): void {
    if (!this.#run || this.#begun !== this.#run.id) return
    // All but the checkpoint: a run opens at its newest.
    const { z, lineage, locked, seed, truncation, strengths } = this.scene
    const kept = { z, lineage, locked: [...locked], seed, truncation, strengths: { ...strengths } }
    this.#draft.write(keyOf(this.#run), kept)
  }
}

function indices(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at)
}

// One draft a run.
function keyOf(run: Run): string {
  return `explore/${run.id}`
}
