import { untrack } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import type { StudioApi } from '../../src-main/contract/api.ts'
import type { Diagnosis, Remedy } from '../../src-main/contract/doctor.ts'
import type { Run } from '../../src-main/contract/models.ts'
import type { RunConfig } from '../../src-main/contract/run-config.ts'
import { formatCountOf } from '../format.ts'
import type { Messages } from './messages.svelte.ts'
import type { StudioMirror } from './studio.svelte.ts'
import type { Training } from './training.svelte.ts'

/** What else a fork is given than its parent had. */
export interface ForkWish {
  /** Images of the checkpoint; 0 begins anew. */
  images: number
  changes: Partial<RunConfig>
  name?: string
  /** The doctor's remedy that it tries. */
  remedy?: string
}

/** What the doctor says of the run in view, and ways on from its checkpoints. */
export class Doctor {
  /** By run: the view changes faster than events come. */
  readonly #diagnoses = new SvelteMap<string, Diagnosis>()
  readonly #api: StudioApi
  readonly #studio: StudioMirror
  readonly #training: Training
  readonly #messages: Messages

  constructor(api: StudioApi, studio: StudioMirror, training: Training, messages: Messages) {
    this.#api = api
    this.#studio = studio
    this.#training = training
    this.#messages = messages
  }

  /** Of the run in view; undefined until it is there. */
  get diagnosis(): Diagnosis | undefined {
    return this.#diagnoses.get(this.#training.run?.id ?? '')
  }

  /** Keeps the diagnosis of the run in view; returns its cleanup. */
  watch(): () => void {
    const stopListening = this.#studio.subscribe((event) => {
      if (event.type === 'diagnosis') this.#diagnoses.set(event.diagnosis.run, event.diagnosis)
      if (event.type === 'project') this.#diagnoses.clear()
    })
    const stopLoading = $effect.root(() => {
      const id = $derived(this.#training.run?.id)
      $effect(() => {
        const run = id
        if (run !== undefined) untrack(() => void this.#ask(run))
      })
    })
    return () => {
      stopListening()
      stopLoading()
    }
  }

  /** Forks a run and brings the new one into view; offers to take it back. */
  async fork(run: Run, { images, changes, name, remedy }: ForkWish): Promise<Run | undefined> {
    const fork = await this.#messages.attempt(() =>
      this.#api.forkRun({
        ...{ run: run.id, images, changes },
        ...(name !== undefined && name !== '' && { name }),
        ...(remedy !== undefined && { remedy })
      })
    )
    if (!fork) return undefined
    this.#training.select(fork.id)
    const waits = fork.state === 'queued' ? 'waits in the queue' : 'trains'
    const from = images === 0 ? 'from the beginning' : `from ${formatCountOf(images, 'image')} on`
    this.#messages.info(`“${fork.name}” ${waits}, ${from}.`, {
      label: 'Undo',
      run: () => void this.#takeBack(fork, run)
    })
    return fork
  }

  /** Tries a way out. */
  treat(run: Run, { id, title, from, changes }: Remedy): Promise<Run | undefined> {
    const name = `${run.name} · ${title.toLowerCase()}`
    return this.fork(run, { images: from, changes, name, remedy: id })
  }

  /** Measures a checkpoint, the newest if none is named, by 1,000 samples or as many; the job tells how far it is and can be cancelled. */
  async measure(run: Run, checkpoint?: number, samples?: number): Promise<void> {
    const wish = {
      run: run.id,
      ...(checkpoint !== undefined && { checkpoint }),
      ...(samples !== undefined && { samples })
    }
    await this.#messages.attempt(() => this.#api.evaluateRun(wish))
  }

  /** Keeps a checkpoint for ever, or no longer. */
  async pin(run: Run, images: number, pinned: boolean): Promise<void> {
    await this.#messages.attempt(() => this.#api.pinCheckpoint({ run: run.id, images, pinned }))
  }

  // Nobody asked for it by name: a run that cannot be looked at has no diagnosis.
  async #ask(run: string): Promise<void> {
    const found = await this.#api.getDiagnosis({ run }).catch(() => undefined)
    // What events brought meanwhile is newer.
    const known = this.#diagnoses.get(run)
    if (found && found.images >= (known?.images ?? 0)) this.#diagnoses.set(run, found)
  }

  async #takeBack(fork: Run, parent: Run): Promise<void> {
    await this.#messages.attempt(async () => {
      const now = this.#studio.run(fork.id)
      if (now && UNDER_WAY.has(now.state)) {
        const stopped = this.#untilStopped(fork.id)
        await this.#api.stopRun({ run: fork.id })
        await stopped
      }
      await this.#api.deleteRun({ run: fork.id })
      this.#training.select(parent.id)
    })
  }

  #untilStopped(id: string): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#studio.subscribe((event) => {
        if (event.type !== 'run' || event.run.id !== id || UNDER_WAY.has(event.run.state)) return
        stop()
        resolve()
      })
    })
  }
}

const UNDER_WAY = new Set<Run['state']>(['queued', 'starting', 'running', 'paused'])
