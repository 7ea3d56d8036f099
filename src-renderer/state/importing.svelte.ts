import type { StudioApi } from '../../src-main/contract/api.ts'
import type { SampleSetKind } from '../../src-main/contract/dataset-limits.ts'
import { toErrorRecord } from '../../src-main/contract/errors.ts'
import {
  ImportSettingsSchema,
  type ImportSettings
} from '../../src-main/contract/import-settings.ts'
import type { PICTURE_SIZES } from '../../src-main/contract/run-config.ts'
import { baseName } from '../format.ts'
import { ImportPreviewer } from './import-preview.svelte.ts'
import type { LoadPicture } from './latest-picture.svelte.ts'
import type { Messages } from './messages.svelte.ts'
import { previewFiles, type DroppedFile } from './preview-files.ts'
import type { ProjectDesk } from './project-desk.svelte.ts'
import { SAMPLE_SET_WORDS } from './sample-sets.ts'
import { Upload } from './upload.svelte.ts'

export type PictureSize = (typeof PICTURE_SIZES)[number]

/** Where pictures come from, before they are imported; a folder may also be an archive. */
export type PictureSource =
  | { kind: 'folder'; path: string }
  | { kind: 'dropped'; title: string; files: DroppedFile[] }
  | { kind: 'sample-set' }

/** What the importing needs of the window around it. */
export interface ImportingParts {
  api: StudioApi
  messages: Messages
  desk: ProjectDesk
  load: LoadPicture
  /** The dialog is done and a job begins. */
  onStarted(): void
}

// Some of the dropped files on their way for the preview; all of them where they are few.
interface Sample {
  upload: Upload
  sent: Promise<void>
  isWhole: boolean
}

/** The dialog between a choice of pictures and the job that takes them. */
export class Importing {
  #source = $state.raw<PictureSource | undefined>()
  #settings = $state.raw<ImportSettings>(ImportSettingsSchema.parse({}))
  #preview = $state.raw<ImportPreviewer | undefined>()
  #sample = $state.raw<Sample | undefined>()
  #upload = $state.raw<Upload | undefined>()
  #starting = $state(false)
  #problem = $state<string | undefined>()
  // What the dialog's fields are bound to.
  name = $state('')
  /** Where a new project goes, while none is open. */
  projectFolder = $state('')
  /** What is drawn, for a sample set. */
  readonly drawing = $state<{
    kind: SampleSetKind
    size: PictureSize
    count: number | string
    seed: number | string
  }>({ kind: 'avatars', size: 32, count: 2_000, seed: 1 })
  readonly #parts: ImportingParts

  constructor(parts: ImportingParts) {
    this.#parts = parts
  }

  /** What the dialog is about; undefined while it is closed. */
  get source(): PictureSource | undefined {
    return this.#source
  }

  /** How the pictures are taken in; kept for the next import of this window. */
  get settings(): ImportSettings {
    return this.#settings
  }

  /** What that does to a few of them; undefined for a sample set. */
  get preview(): ImportPreviewer | undefined {
    return this.#preview
  }

  /** Dropped files on their way for the preview, while the dialog is open. */
  get sampleUpload(): Upload | undefined {
    return this.#sample?.upload
  }

  /** How many files were dropped, where the preview has only some of them. */
  get droppedCount(): number | undefined {
    const source = this.#source
    return source?.kind === 'dropped' && !this.#sample?.isWhole ? source.files.length : undefined
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

  /** Opens the dialog, with settings of an earlier import where one is repeated. */
  async plan(source: PictureSource, settings?: Partial<ImportSettings>): Promise<void> {
    this.dismiss()
    this.name = this.#titleOf(source)
    this.#problem = undefined
    this.projectFolder = (await this.#parts.desk.suggestFolder(this.name)) ?? ''
    this.#settings = { ...this.#settings, ...settings }
    this.#source = source
    if (source.kind === 'sample-set') return
    const { api, load } = this.#parts
    this.#preview = new ImportPreviewer(api, load, () => this.#previewSource(source))
    this.#preview.request(this.#settings)
  }

  /** Asks for a zip or an idx file, where the desktop's dialogs tell folders from files. */
  async chooseArchive(): Promise<void> {
    const { api, messages } = this.#parts
    await messages.attempt(async () => {
      const path = await api.pickFolder({ title: 'Choose an archive of pictures', kind: 'archive' })
      if (path) await this.plan({ kind: 'folder', path })
    })
  }

  /** Changes how the pictures are taken in, and tries it. */
  change(changes: Partial<ImportSettings>): void {
    this.#settings = { ...this.#settings, ...changes }
    this.#preview?.request(this.#settings)
  }

  /** Chooses what is drawn; its name follows as long as it is the studio's own. */
  draw(kind: SampleSetKind): void {
    if (this.name === this.#titleOf({ kind: 'sample-set' }))
      this.name = SAMPLE_SET_WORDS[kind].title
    const { sizes } = SAMPLE_SET_WORDS[kind]
    this.drawing.kind = kind
    if (!sizes.includes(this.drawing.size)) this.drawing.size = sizes.at(-1)!
  }

  /** Closes the dialog; nothing has been made yet. */
  dismiss(): void {
    this.#sample?.upload.cancel()
    this.#leave()
  }

  /** Makes the project where there is none, sends dropped files, and starts the job. */
  async start(): Promise<void> {
    const source = this.#source
    if (!source || this.#starting) return
    this.#starting = true
    this.#problem = undefined
    try {
      await this.#parts.desk.ensureProject(this.projectFolder)
    } catch (error) {
      this.#problem = toErrorRecord(error).message
      this.#starting = false
      return
    }
    const sample = this.#sample
    if (!sample?.isWhole) sample?.upload.cancel()
    this.#leave()
    this.#starting = false
    this.#parts.onStarted()
    await this.#parts.messages.attempt(() => this.#startJob(source, sample))
  }

  #leave(): void {
    this.#preview?.close()
    this.#preview = undefined
    this.#sample = undefined
    this.#source = undefined
  }

  // From here on the dialog is gone, so failures become messages.
  async #startJob(source: PictureSource, sample: Sample | undefined): Promise<void> {
    const { api } = this.#parts
    const name = this.name.trim() || this.#titleOf(source)
    if (source.kind === 'sample-set') {
      const { kind, size, count, seed } = this.drawing
      await api.createSampleSet({ kind, size, count: Number(count), seed: Number(seed), name })
      return
    }
    const settings = this.#settings
    // Only where something is to be decided does the job stop for a review.
    const import_ = (from: Parameters<StudioApi['startImport']>[0]['source']): Promise<unknown> =>
      api.startImport({ source: from, name, settings, review: true })
    if (source.kind === 'folder') await import_({ path: source.path })
    else {
      const upload = await this.#send(source, sample)
      if (upload) await import_({ upload })
    }
  }

  // The id of the finished upload; undefined when the person cancelled it.
  async #send(
    { title, files }: Extract<PictureSource, { kind: 'dropped' }>,
    sample: Sample | undefined
  ): Promise<string | undefined> {
    const upload = sample?.isWhole ? sample.upload : new Upload(title, files)
    this.#upload = upload
    try {
      await (sample?.isWhole ? sample.sent : upload.send())
      return upload.id
    } catch (error) {
      if (toErrorRecord(error).code !== 'upload/cancelled') throw error
      this.#parts.messages.info(`Sending “${title}” was cancelled.`)
      return undefined
    } finally {
      this.#upload = undefined
    }
  }

  async #previewSource(
    source: Exclude<PictureSource, { kind: 'sample-set' }>
  ): Promise<{ path: string } | { upload: string }> {
    if (source.kind === 'folder') return { path: source.path }
    this.#sample ??= sampleOf(source)
    const { upload, sent } = this.#sample
    await sent
    return { upload: upload.id }
  }

  // What the pictures are called unless the person says otherwise.
  #titleOf(source: PictureSource): string {
    if (source.kind === 'sample-set') return SAMPLE_SET_WORDS[this.drawing.kind].title
    const title = source.kind === 'folder' ? baseName(source.path) : source.title
    return title.replace(/(\.zip|-ubyte(\.gz)?)$/i, '') || title
  }
}

function sampleOf({ title, files }: Extract<PictureSource, { kind: 'dropped' }>): Sample {
  const some = previewFiles(files)
  const upload = new Upload(title, some)
  return { upload, sent: upload.send(), isWhole: some.length === files.length }
}
