import type { StudioApi } from '../../src-main/contract/api.ts'
import { toErrorRecord } from '../../src-main/contract/errors.ts'
import type { PICTURE_SIZES } from '../../src-main/contract/run-config.ts'
import { baseName } from '../format.ts'
import type { DroppedFile } from './dropped-files.ts'
import type { Messages } from './messages.svelte.ts'
import type { ProjectDesk } from './project-desk.svelte.ts'
import { Upload } from './upload.svelte.ts'

export type PictureSize = (typeof PICTURE_SIZES)[number]

/** Where pictures come from, before they are imported. */
export type PictureSource =
  | { kind: 'folder'; path: string }
  | { kind: 'dropped'; title: string; files: DroppedFile[] }
  | { kind: 'avatars' }

/** The dialog "which name, which size" between a choice of pictures and the job that takes them. */
export class Importing {
  #source = $state.raw<PictureSource | undefined>()
  #upload = $state.raw<Upload | undefined>()
  #starting = $state(false)
  #problem = $state<string | undefined>()
  // What the dialog's fields are bound to.
  name = $state('')
  size = $state<PictureSize>(32)
  /** Pictures to draw, for a sample set. */
  count = $state(2_000)
  /** Where a new project goes, while none is open. */
  projectFolder = $state('')
  readonly #api: StudioApi
  readonly #messages: Messages
  readonly #desk: ProjectDesk
  readonly #onStarted: () => void

  constructor(api: StudioApi, messages: Messages, desk: ProjectDesk, onStarted: () => void) {
    this.#api = api
    this.#messages = messages
    this.#desk = desk
    this.#onStarted = onStarted
  }

  /** What the dialog is about; undefined while it is closed. */
  get source(): PictureSource | undefined {
    return this.#source
  }

  /** Dropped files on their way, after the dialog. */
  get upload(): Upload | undefined {
    return this.#upload
  }

  /** True while a new project is made. */
  get isStarting(): boolean {
    return this.#starting
  }

  /** Why the dialog could not go on; it stays open with all that was typed. */
  get problem(): string | undefined {
    return this.#problem
  }

  /** Opens the dialog. */
  async plan(source: PictureSource): Promise<void> {
    this.name = titleOf(source)
    this.#problem = undefined
    this.projectFolder = (await this.#desk.suggestFolder(this.name)) ?? ''
    this.#source = source
  }

  /** Closes the dialog; nothing has been made yet. */
  dismiss(): void {
    this.#source = undefined
  }

  /** Makes the project where there is none, sends dropped files, and starts the job. */
  async start(): Promise<void> {
    const source = this.#source
    if (!source || this.#starting) return
    this.#starting = true
    this.#problem = undefined
    try {
      await this.#desk.ensureProject(this.projectFolder)
    } catch (error) {
      this.#problem = toErrorRecord(error).message
      this.#starting = false
      return
    }
    this.#source = undefined
    this.#starting = false
    this.#onStarted()
    await this.#messages.attempt(() => this.#startJob(source))
  }

  // From here on the dialog is gone, so failures become messages.
  async #startJob(source: PictureSource): Promise<void> {
    const { size, count } = this
    const name = this.name.trim() || titleOf(source)
    if (source.kind === 'avatars') {
      await this.#api.createSampleSet({ kind: 'avatars', size, count, name })
    } else if (source.kind === 'folder') {
      await this.#api.startImport({ source: { path: source.path }, name, size })
    } else {
      const upload = await this.#send(source.title, source.files)
      if (upload) await this.#api.startImport({ source: { upload }, name, size })
    }
  }

  // The id of the finished upload; undefined when the person cancelled it.
  async #send(title: string, files: DroppedFile[]): Promise<string | undefined> {
    const upload = new Upload(title, files)
    this.#upload = upload
    try {
      await upload.send()
      return upload.id
    } catch (error) {
      if (toErrorRecord(error).code !== 'upload/cancelled') throw error
      this.#messages.info(`Sending “${title}” was cancelled.`)
      return undefined
    } finally {
      this.#upload = undefined
    }
  }
}

// What the pictures are called unless the person says otherwise.
function titleOf(source: PictureSource): string {
  if (source.kind === 'folder') return baseName(source.path)
  return source.kind === 'avatars' ? 'Avatars' : source.title
}
