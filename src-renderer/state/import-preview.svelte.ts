import type { StudioApi } from '../../src-main/contract/api.ts'
import { toErrorRecord } from '../../src-main/contract/errors.ts'
import type { ImportSettings } from '../../src-main/contract/import-settings.ts'
import type { ImportPreview } from '../../src-main/contract/models.ts'
import { pixelPaths } from '../../src-main/contract/pixels.ts'
import type { LoadPicture } from './latest-picture.svelte.ts'

// A dragged colour changes many times a second; a click may wait this long unnoticed.
const QUIET_MS = 150
/** Pairs in the dialog. */
export const PREVIEWED = 8

type ImportSource = Parameters<StudioApi['previewImport']>[0]['source']

/** What an import would make of a few pictures of one source, tried anew at each change. */
export class ImportPreviewer {
  #shown = $state.raw<ImportPreview | undefined>()
  #size = $state(0)
  #problem = $state<string | undefined>()
  #busy = $state(false)
  #wanted: ImportSettings | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #working = false
  #closed = false
  readonly #api: StudioApi
  readonly #load: LoadPicture
  readonly #source: () => Promise<ImportSource>

  /** `source` is asked before each try: dropped files may still be on their way. */
  constructor(api: StudioApi, load: LoadPicture, source: () => Promise<ImportSource>) {
    this.#api = api
    this.#load = load
    this.#source = source
  }

  /** The newest preview whose pictures are all there. */
  get shown(): ImportPreview | undefined {
    return this.#shown
  }

  /** The size that its pictures have become, in pixels. */
  get size(): number {
    return this.#size
  }

  /** True while a newer one is on its way. */
  get busy(): boolean {
    return this.#busy
  }

  /** Why the newest cannot be had, one sentence. */
  get problem(): string | undefined {
    return this.#problem
  }

  /** Asks for the preview of these settings; of several asked for, the newest counts. */
  request(settings: ImportSettings): void {
    if (this.#closed) return
    const isFirst = !this.#busy && !this.#shown && !this.#problem
    this.#busy = true
    clearTimeout(this.#timer)
    this.#timer = setTimeout(
      () => {
        this.#wanted = settings
        void this.#work()
      },
      isFirst ? 0 : QUIET_MS
    )
  }

  /** What is still on its way is not wanted any more. */
  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  // One request at a time, since each makes the studio decode; of those that wait, the newest.
  async #work(): Promise<void> {
    if (this.#working) return
    this.#working = true
    while (this.#wanted && !this.#closed) {
      const settings = this.#wanted
      await this.#try(settings)
      if (this.#wanted === settings) {
        this.#wanted = undefined
        this.#busy = false
      }
    }
    this.#working = false
  }

  async #try(settings: ImportSettings): Promise<void> {
    const isStale = (): boolean => this.#closed || this.#wanted !== settings
    try {
      const source = await this.#source()
      if (isStale()) return
      const preview = await this.#api.previewImport({ source, settings, count: PREVIEWED })
      if (isStale()) return
      // One picture that does not come leaves a gap; the others need not wait for it.
      await Promise.all(picturesOf(preview).map((url) => this.#load(url).catch(() => {})))
      if (isStale()) return
      this.#shown = preview
      this.#size = settings.size
      this.#problem = undefined
    } catch (error) {
      if (!isStale()) this.#problem = toErrorRecord(error).message
    }
  }
}

function picturesOf({ id, samples }: ImportPreview): string[] {
  return samples.flatMap(({ problem }, sample) =>
    problem
      ? []
      : (['before', 'after'] as const).map((which) => pixelPaths.previewPicture(id, sample, which))
  )
}
