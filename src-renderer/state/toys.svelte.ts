import { untrack } from 'svelte'
import type { StudioApi } from '../../src-main/contract/api.ts'
import { toErrorRecord } from '../../src-main/contract/errors.ts'
import { MOST_TOYS, type Drawn, type ToyTurn } from '../../src-main/contract/play-live.ts'
import type { PlayTarget } from '../../src-main/contract/play.ts'
import type { RunConfig, RunConfigKey } from '../../src-main/contract/run-config.ts'
import type { Messages } from './messages.svelte.ts'
import { ToyForm, type ToyDraft } from './toy-form.svelte.ts'
import { readFacts, readFrame, withMoment, type ToyFacts, type ToyMoment } from './toy-frames.ts'
import { shareable } from './toy-settings.ts'

// A frame each time the screen is drawn at 30 Hz; the studio trains meanwhile.
const FRAME_MS = 28
const MOST_AT_ONCE = 1_000
// So long each half of an iteration is lit in slow motion.
const SLOW_MS = 700

// After the last key of a number that is typed.
const SETTLE_MS = 500

/** What of a picture the toys show. */
export interface ToyLayers {
  data: boolean
  discriminator: boolean
  pull: boolean
  fabric: boolean
}

/** Waits; a test's own clock may answer at once. */
export type Wait = (milliseconds: number) => Promise<void>

/** The playground: toys side by side on one distribution, running or step by step, and all of their past. */
export class Toys {
  #target = $state<PlayTarget>('ring8')
  #drawn = $state.raw<Drawn | undefined>()
  #isDrawing = $state(false)
  #forms = $state.raw<ToyForm[]>([new ToyForm()])
  #seed = $state(1)
  #facts = $state.raw<ToyFacts | undefined>()
  #moments = $state.raw<ToyMoment[]>([])
  /** Undefined follows the last one. */
  #at = $state<number | undefined>()
  #running = $state(false)
  #lit = $state<ToyTurn | undefined>()
  #problem = $state<string | undefined>()
  #speed = $state(0)
  #room: string | undefined
  /** What the open room was opened with: answers of an older one are dropped. */
  #opening = 0
  #busy = false
  #changes = 0
  slow = $state(false)
  layers = $state<ToyLayers>({ data: true, discriminator: true, pull: false, fabric: false })
  readonly #api: StudioApi
  readonly #messages: Messages
  readonly #wait: Wait

  constructor({ api, messages, wait }: { api: StudioApi; messages: Messages; wait: Wait }) {
    this.#api = api
    this.#messages = messages
    this.#wait = wait
  }

  get target(): PlayTarget | 'drawn' {
    return this.#drawn ? 'drawn' : this.#target
  }

  /** Learns another distribution, from the beginning. */
  choose(target: PlayTarget): void {
    this.#target = target
    this.#drawn = undefined
    this.#isDrawing = false
    void this.restart()
  }

  /** True while a distribution is drawn by hand in place of the toys. */
  get isDrawing(): boolean {
    return this.#isDrawing
  }

  beginDrawing(): void {
    this.pause()
    this.#isDrawing = true
  }

  stopDrawing(): void {
    this.#isDrawing = false
  }

  /** Learns what was drawn. */
  learnDrawn(drawn: Drawn): void {
    this.#drawn = drawn
    this.#isDrawing = false
    void this.restart()
  }

  get forms(): readonly ToyForm[] {
    return this.#forms
  }

  get canAdd(): boolean {
    return this.#forms.length < MOST_TOYS
  }

  /** Sets another toy beside the last one, with its settings to begin with. */
  add(): void {
    if (!this.canAdd) return
    const form = new ToyForm()
    form.take(this.#forms.at(-1)!)
    this.#forms = [...this.#forms, form]
    void this.restart()
  }

  remove(form: ToyForm): void {
    if (this.#forms.length === 1) return
    this.#forms = this.#forms.filter((other) => other !== form)
    void this.restart()
  }

  /** One toy for each of these, on this distribution. */
  arrange(target: PlayTarget, toys: readonly ToyDraft[]): void {
    this.#target = target
    this.#drawn = undefined
    this.#isDrawing = false
    this.#forms = toys.map((toy) => {
      const form = new ToyForm()
      form.take(toy)
      return form
    })
    void this.restart()
  }

  /** Takes what a run has of settings that toys have too. */
  takeRun(config: RunConfig): void {
    const form = new ToyForm()
    form.take({ preset: 'plain', changes: shareable(config) as ToyForm['changes'] })
    this.#forms = [form]
    void this.restart()
  }

  get seed(): number {
    return this.#seed
  }

  set seed(seed: number) {
    this.#seed = seed
    void this.restart()
  }

  get facts(): ToyFacts | undefined {
    return this.#facts
  }

  /** Why the toys could not be opened. */
  get problem(): string | undefined {
    return this.#problem
  }

  get moments(): readonly ToyMoment[] {
    return this.#moments
  }

  /** Which moment is shown. */
  get at(): number {
    return Math.min(this.#at ?? Infinity, this.#moments.length - 1)
  }

  set at(at: number) {
    this.#at = at >= this.#moments.length - 1 ? undefined : at
  }

  get moment(): ToyMoment | undefined {
    return this.#moments[this.at]
  }

  get isRunning(): boolean {
    return this.#running
  }

  /** Who is learning now, in slow motion and step by step. */
  get lit(): ToyTurn | undefined {
    return this.#lit
  }

  /** Iterations a second of each toy while they run. */
  get speed(): number {
    return this.#speed
  }

  /** Begins anew a moment after the last change of a setting, where all can play. */
  changed(): void {
    const change = ++this.#changes
    void this.#wait(SETTLE_MS).then(() => {
      if (change === this.#changes && this.#forms.every((form) => !form.problem)) {
        void this.restart()
      }
    })
  }

  /** Opens the toys as the page comes; returns what to call as it goes. */
  show(): () => void {
    untrack(() => {
      if (!this.#facts) void this.restart()
    })
    return () => this.pause()
  }

  /** Begins anew with the settings as they are. */
  async restart(): Promise<void> {
    const wasRunning = this.#running
    this.pause()
    const opening = ++this.#opening
    const old = this.#room
    this.#room = undefined
    this.#moments = []
    this.#at = undefined
    this.#problem = undefined
    this.#speed = 0
    if (old) void this.#api.closeToys({ room: old }).catch(() => {})
    try {
      const room = await this.#api.openToys({
        target: this.#drawn ?? this.#target,
        toys: this.#forms.map(({ preset, changes }) => ({ preset, changes: { ...changes } })),
        seed: this.#seed
      })
      if (opening !== this.#opening) return void this.#api.closeToys({ room: room.room })
      this.#room = room.room
      this.#facts = readFacts(room)
      await this.#advance('both', 0)
      if (wasRunning) this.run()
    } catch (error) {
      if (opening !== this.#opening) return
      this.#facts = undefined
      this.#problem = toErrorRecord(error).message
    }
  }

  /** Goes on from the last moment. */
  run(): void {
    if (this.#running || !this.#room) return
    this.#running = true
    this.#at = undefined
    void this.#loop()
  }

  pause(): void {
    this.#running = false
    this.#lit = undefined
  }

  toggle(): void {
    if (this.#running) this.pause()
    else this.run()
  }

  /** One iteration, or the updates of one network alone. */
  async step(turn: ToyTurn): Promise<void> {
    this.pause()
    this.#at = undefined
    this.#lit = turn
    await this.#messages.attempt(() => this.#advance(turn, 1))
    await this.#wait(SLOW_MS)
    if (!this.#running) this.#lit = undefined
  }

  async #loop(): Promise<void> {
    const opening = this.#opening
    const isOn = (): boolean => this.#running && opening === this.#opening
    try {
      while (isOn()) {
        if (this.slow) await this.#slowly(isOn)
        else await this.#quickly()
      }
    } catch (error) {
      this.#messages.problem(toErrorRecord(error).message)
      this.pause()
    }
  }

  async #quickly(): Promise<void> {
    const before = this.#moments.at(-1)?.[0]?.iteration ?? 0
    const begun = performance.now()
    await this.#advance('both', MOST_AT_ONCE, FRAME_MS)
    const done = (this.#moments.at(-1)?.[0]?.iteration ?? 0) - before
    const now = (1000 * done) / Math.max(1, performance.now() - begun)
    this.#speed = this.#speed === 0 ? now : 0.95 * this.#speed + 0.05 * now
    // Lets the page be drawn and clicks come in.
    await this.#wait(0)
  }

  async #slowly(isOn: () => boolean): Promise<void> {
    for (const turn of ['discriminator', 'generator'] as const) {
      if (!isOn() || !this.slow) return
      this.#lit = turn
      await this.#advance(turn, 1)
      await this.#wait(SLOW_MS)
    }
    if (!this.#running) this.#lit = undefined
  }

  async #advance(turn: ToyTurn, iterations: number, milliseconds = 1_000): Promise<void> {
    const room = this.#room
    if (!room || this.#busy) return
    this.#busy = true
    try {
      const frames = await this.#api.advanceToys({ room, turn, iterations, milliseconds })
      if (room === this.#room) this.#moments = withMoment(this.#moments, frames.map(readFrame))
    } finally {
      this.#busy = false
    }
  }

  /** The settings of a toy that runs have too, to begin a run with. */
  forRun(toy: number): Partial<Record<RunConfigKey, string | number | boolean>> {
    const config = this.#facts?.configs[toy]
    return config ? shareable(config) : {}
  }
}
