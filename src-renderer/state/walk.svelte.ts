import type { StudioApi } from '../../src-main/contract/api.ts'
import { countFrames, MOST_FRAMES } from '../../src-main/contract/latent.ts'
import { LARGEST_SEED } from '../../src-main/contract/run-config.ts'
import { formatCount } from '../format.ts'
import { grownFrom, samplePlace, type Place } from './lineage.ts'
import type { Messages } from './messages.svelte.ts'
import { StepHistory } from './step-history.svelte.ts'
import { ViewDraft } from './view-draft.ts'
import { sheetUrl, type ModelPlace, type SheetLoader } from './sheet-layout.ts'
import { WalkFrames } from './walk-frames.svelte.ts'
import {
  NEW_LEG,
  NEW_WALK,
  placeOf,
  planOf,
  WalkSettingsSchema,
  type Keyframe,
  type WalkSettings
} from './walk-plan.ts'
import { WalkPlayer, type NextPaint } from './walk-player.svelte.ts'

// A slider's moves are planned once, when it rests this long.
const SETTLE_MS = 120

/** What a walk needs from outside. */
export interface WalkNeeds<Sheet> {
  api: StudioApi
  messages: Messages
  sheets: SheetLoader<Sheet>
  nextPaint: NextPaint
}

/** The walk through a run's latent space: its keyframes with undo, its frames, and their playing. */
export class Walk<Sheet> {
  readonly #history = new StepHistory<WalkSettings>(NEW_WALK)
  readonly frames: WalkFrames<Sheet>
  readonly player: WalkPlayer
  #model = $state.raw<ModelPlace | undefined>()
  #selected = $state<number | undefined>()
  #latents = $state.raw<number[][]>([])
  #planned = $state(true)
  #shown = false
  #planning: ReturnType<typeof setTimeout> | undefined
  /** Grows with each plan that is asked for; the newest answer wins. */
  #stamp = 0
  /** The run whose walk is in hand. */
  #begun: string | undefined
  readonly #draft: ViewDraft
  readonly #api: StudioApi
  readonly #messages: Messages

  constructor({ api, messages, sheets, nextPaint }: WalkNeeds<Sheet>) {
    this.#api = api
    this.#messages = messages
    this.#draft = new ViewDraft(api)
    this.frames = new WalkFrames(sheets)
    this.player = new WalkPlayer(this.frames, nextPaint)
  }

  get settings(): WalkSettings {
    return this.#history.value
  }

  get canUndo(): boolean {
    return this.#history.canUndo
  }

  get canRedo(): boolean {
    return this.#history.canRedo
  }

  /** The keyframe whose way can be set; none where there is none. */
  get selected(): Keyframe | undefined {
    return this.settings.keyframes.find(({ id }) => id === this.#selected)
  }

  /** How many frames the walk will have; more than `MOST_FRAMES` are not made. */
  get length(): number {
    const plan = planOf(this.settings)
    return plan ? countFrames(plan) : 0
  }

  /** Why the walk cannot be made as it is, one sentence. */
  get problem(): string | undefined {
    if (this.length <= MOST_FRAMES) return this.frames.problem
    return `The walk has ${formatCount(this.length)} frames, and ${formatCount(MOST_FRAMES)} are the most; give its keyframes fewer.`
  }

  /** False while the frames are of an earlier plan than the one in hand. */
  get isPlanned(): boolean {
    return this.#planned
  }

  /** The vectors of all frames, as last planned. */
  get latents(): number[][] {
    return this.#latents
  }

  /** The place of the frame in view; undefined where there is none. */
  get place(): Place | undefined {
    const { frame } = this.player
    const z = this.#latents[frame]
    if (!z) return undefined
    const { keyframes } = this.settings
    const { leg } = placeOf(this.settings, frame)
    const ends = [keyframes[leg], keyframes[(leg + 1) % keyframes.length]]
    const parents = ends.flatMap((end) => (end ? [end.lineage] : []))
    return { z, lineage: grownFrom(parents, 'walk', `Frame ${frame + 1} of a walk`, z) }
  }

  /** Takes up the walk of a run where it was left, at a model of it. */
  async open(run: string, checkpoint: number): Promise<void> {
    const isAnother = this.#begun !== run
    this.#model = { run, checkpoint }
    if (!isAnother) return this.#planSoon()
    this.flush()
    this.#begun = undefined
    this.#history.start(NEW_WALK)
    this.player.pause()
    this.#take([])
    const read = await this.#messages.attempt(() => this.#draft.read(keyOf(run)))
    if (this.#model.run !== run || this.#begun === run) return
    const draft = WalkSettingsSchema.safeParse(read)
    if (draft.success) this.#history.start(draft.data)
    this.#begun = run
    this.#selected = this.settings.keyframes[0]?.id
    this.#planSoon()
  }

  /** Keeps its pictures fresh while it is on screen; returns what ends that. */
  show(): () => void {
    this.#shown = true
    this.#planSoon()
    return () => {
      this.#shown = false
      this.player.pause()
    }
  }

  /** Puts a place into the walk: at its end, or before the keyframe at `at`. */
  add(place: Place, at = this.settings.keyframes.length): void {
    this.#insert([place], at)
  }

  /** Adds samples of the model's own distribution, as one step. */
  async addRandom(count: number): Promise<void> {
    if (!this.#model) return
    const { run } = this.#model
    const seed = Math.floor(Math.random() * LARGEST_SEED)
    const latents = await this.#messages.attempt(() =>
      this.#api.drawLatents({ ...this.#model!, seed, count })
    )
    if (!latents || this.#begun !== run) return
    const places = latents.map((z, number) => samplePlace(z, seed, number))
    this.#insert(places, this.settings.keyframes.length)
  }

  /** Brings a keyframe to another place in the order. */
  move(id: number, to: number): void {
    const { keyframes } = this.settings
    const from = keyframes.findIndex((keyframe) => keyframe.id === id)
    const bounded = Math.min(Math.max(to, 0), keyframes.length - 1)
    const moved = keyframes[from]
    if (!moved || bounded === from) return
    const others = keyframes.filter((keyframe) => keyframe !== moved)
    this.#change({ keyframes: [...others.slice(0, bounded), moved, ...others.slice(bounded)] })
    this.#selected = id
  }

  /** Takes a keyframe out and offers to undo it. */
  remove(id: number): void {
    const { keyframes } = this.settings
    const at = keyframes.findIndex((keyframe) => keyframe.id === id)
    if (at < 0) return
    this.#change({ keyframes: keyframes.filter((keyframe) => keyframe.id !== id) })
    this.#selected = (this.settings.keyframes[at] ?? this.settings.keyframes.at(-1))?.id
    const after = this.settings
    // What was undone by a key meanwhile, or built on, is not undone twice.
    const undo = (): void => void (this.settings === after && this.undo())
    this.#messages.info(`Keyframe ${at + 1} was taken out.`, { label: 'Undo', run: undo })
  }

  select(id: number): void {
    this.#selected = id
  }

  /** Sets the way from a keyframe to the next. */
  setLeg(id: number, leg: Partial<Pick<Keyframe, 'frames' | 'easing'>>): void {
    const keyframes = this.settings.keyframes.map((keyframe) =>
      keyframe.id === id ? { ...keyframe, ...leg } : keyframe
    )
    this.#change({ keyframes }, `leg ${id} ${Object.keys(leg).join()}`)
  }

  /** Sets every way alike. */
  setAllLegs(leg: Partial<Pick<Keyframe, 'frames' | 'easing'>>): void {
    const keyframes = this.settings.keyframes.map((keyframe) => ({ ...keyframe, ...leg }))
    this.#change({ keyframes })
  }

  /** Sets what holds for the whole walk. */
  set(settings: Partial<Omit<WalkSettings, 'keyframes'>>): void {
    this.#change(settings, Object.keys(settings).join())
  }

  /** Ends the move of a slider, so that the next one is a step of its own. */
  settle(): void {
    this.#history.rest()
  }

  undo(): void {
    this.#history.undo()
    this.#changed()
  }

  redo(): void {
    this.#history.redo()
    this.#changed()
  }

  /** Gives URLs of sheets of vectors at the model in hand, also when another is taken up meanwhile. */
  sheetUrls(): (latents: readonly number[][]) => string {
    const model = this.#model ?? { run: '', checkpoint: 0 }
    return (latents) => sheetUrl(model, latents)
  }

  /** Writes what is not written yet, before the window goes. */
  flush(): void {
    this.#draft.flush()
  }

  #insert(places: readonly Place[], at: number): void {
    const { keyframes } = this.settings
    const next = Math.max(0, ...keyframes.map(({ id }) => id)) + 1
    const added = places.map(({ z, lineage }, place) => ({
      id: next + place,
      z,
      lineage,
      ...NEW_LEG
    }))
    this.#change({ keyframes: [...keyframes.slice(0, at), ...added, ...keyframes.slice(at)] })
    this.#selected = next
  }

  #change(settings: Partial<WalkSettings>, move?: string): void {
    this.#history.change({ ...this.settings, ...settings }, move)
    this.#changed()
  }

  #changed(): void {
    this.#planSoon()
    if (this.#begun === undefined) return
    this.#draft.write(keyOf(this.#begun), this.settings)
  }

  // Nobody waits for the pictures of a walk that is not on screen.
  #planSoon(): void {
    this.#planned = false
    clearTimeout(this.#planning)
    if (this.#shown) this.#planning = setTimeout(() => void this.#plan(), SETTLE_MS)
  }

  async #plan(): Promise<void> {
    const stamp = ++this.#stamp
    const plan = planOf(this.settings)
    if (!plan || !this.#model) return this.#take([])
    if (this.length > MOST_FRAMES) return
    const { run, checkpoint } = this.#model
    const latents = await this.#messages.attempt(() =>
      this.#api.planWalk({ run, checkpoint, plan })
    )
    if (stamp === this.#stamp && latents) this.#take(latents)
  }

  #take(latents: number[][]): void {
    this.#latents = latents
    this.#planned = true
    this.frames.show(latents, this.sheetUrls())
    if (latents.length < 2) this.player.pause()
  }
}

// One draft a run.
function keyOf(run: string): string {
  return `walk/${run}`
}
