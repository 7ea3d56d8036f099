import { StudioError } from '../../src-main/contract/errors.ts'
import type { Film } from '../film/formats.ts'
import type { SaveFile } from './latent-jobs.svelte.ts'
import type { Messages } from './messages.svelte.ts'

/** Encodes a film; see `encodeFilm`. */
export type EncodeFilm<Context> = (
  film: Film<Context>,
  options: { report(done: number): void; signal: AbortSignal }
) => Promise<Blob>

/** One film being encoded in this page, with progress and cancel. */
export class FilmWriting {
  readonly id = crypto.randomUUID()
  readonly title: string
  /** In frames. */
  readonly total: number
  #done = $state(0)
  readonly #startedAt = Date.now()
  readonly #abort = new AbortController()

  constructor(title: string, total: number) {
    this.title = title
    this.total = total
  }

  get done(): number {
    return this.#done
  }

  /** Seconds still needed at the speed so far. */
  get etaSeconds(): number | undefined {
    if (this.#done === 0) return undefined
    const seconds = (Date.now() - this.#startedAt) / 1000
    return (seconds / this.#done) * (this.total - this.#done)
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  report(done: number): void {
    this.#done = done
  }

  cancel(): void {
    this.#abort.abort()
  }
}

/** Films of this page, one at a time, saved as soon as they are written. */
export class Films<Context> {
  #current = $state.raw<FilmWriting | undefined>()
  readonly #messages: Messages
  readonly #encode: EncodeFilm<Context>
  readonly #save: SaveFile

  constructor(messages: Messages, encode: EncodeFilm<Context>, save: SaveFile) {
    this.#messages = messages
    this.#encode = encode
    this.#save = save
  }

  /** The film being written. */
  get current(): FilmWriting | undefined {
    return this.#current
  }

  /** Writes a film under a file name and says how it ended. */
  async write(film: Film<Context>, title: string, fileName: string): Promise<void> {
    await this.#messages.attempt(async () => {
      if (this.#current) {
        throw new StudioError(
          'film/busy',
          `${this.#current.title} is still being written; wait for it or cancel it.`
        )
      }
      const writing = new FilmWriting(title, film.frames)
      this.#current = writing
      try {
        const report = (done: number): void => writing.report(done)
        const blob = await this.#encode(film, { report, signal: writing.signal })
        this.#tellDone(blob, fileName)
      } catch (error) {
        if (!writing.signal.aborted) throw error
        this.#messages.info(`${fileName} was cancelled.`)
      } finally {
        this.#current = undefined
      }
    })
  }

  // The page holds the film as long as it can be asked for again, which is as long as it lives.
  #tellDone(blob: Blob, fileName: string): void {
    const url = URL.createObjectURL(blob)
    const save = (): void => this.#save(url, fileName)
    save()
    this.#messages.info(`${fileName} is written.`, { label: 'Save the file', run: save })
  }
}
