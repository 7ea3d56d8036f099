import { StudioError } from '../../src-main/contract/errors.ts'
import type { DroppedFile } from './preview-files.ts'

// Enough to keep a local connection busy; browsers open six at most.
const AT_ONCE = 4

/** Sends dropped files to the studio's machine, one request a file, with progress and cancel. */
export class Upload {
  /** Names the upload in every request, and in `startImport` afterwards. */
  readonly id = crypto.randomUUID()
  readonly title: string
  readonly total: number
  #done = $state(0)
  readonly #files: DroppedFile[]
  readonly #startedAt = Date.now()
  readonly #abort = new AbortController()

  constructor(title: string, files: DroppedFile[]) {
    this.title = title
    this.total = files.length
    this.#files = files
  }

  /** Files that have arrived. */
  get done(): number {
    return this.#done
  }

  /** Seconds still needed at the speed so far. */
  get etaSeconds(): number | undefined {
    if (this.#done === 0) return undefined
    const seconds = (Date.now() - this.#startedAt) / 1000
    return (seconds / this.#done) * (this.total - this.#done)
  }

  /** Resolves when every file has arrived; rejects with `upload/cancelled` after `cancel`. */
  async send(): Promise<void> {
    // Taken from the end, which is cheap, in the order of their names.
    const waiting = [...this.#files].reverse()
    const sendSome = async (): Promise<void> => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        await this.#sendFile(next)
        this.#done++
      }
    }
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, sendSome))
    } catch (error) {
      const wasCancelled = this.#abort.signal.aborted
      // One failure ends the others too.
      this.#abort.abort()
      if (wasCancelled) throw new StudioError('upload/cancelled', 'The upload was cancelled.')
      throw error
    }
  }

  /** Stops at once; what was sent is thrown away by the studio when it ends. */
  cancel(): void {
    this.#abort.abort()
  }

  async #sendFile({ path, file }: DroppedFile): Promise<void> {
    const address = path.split('/').map(encodeURIComponent).join('/')
    const reply = await fetch(`/upload/${this.id}/${address}`, {
      method: 'POST',
      body: file,
      signal: this.#abort.signal
    })
    if (reply.ok) return
    // The server answers a refusal with its sentence as plain text.
    const sentence = (await reply.text()).trim()
    throw new StudioError('upload/refused', sentence || `${path} could not be sent.`)
  }
}
