import { STUDIO_CALLS, type StudioApi } from '../../src-main/contract/api.ts'
import { StudioError } from '../../src-main/contract/errors.ts'
import type { StudioEvent } from '../../src-main/contract/events.ts'
import type { Port } from '../../src-main/contract/port.ts'
import { connectApi } from './client.ts'

export type Link = 'connecting' | 'open' | 'lost' | 'refused'

// Seconds before the tries after the first; the last one repeats.
const BACK_OFF_SECONDS = [1, 2, 4, 8, 15]

/** What the connection needs of its surroundings; tests bring their own. */
export interface ConnectionParts {
  openPort(): Promise<Port>
  /** True where the studio answers but no longer knows this window, as after a new start. */
  isRefused(): Promise<boolean>
  onEvent(event: StudioEvent): void
  /** Called at each opening, to fetch the whole state anew. */
  onOpen(): void
}

/** The line to the studio: restores itself with growing pauses and says how it is. */
export class Connection {
  #link = $state<Link>('connecting')
  #retryAt = $state<number | undefined>()
  #api: StudioApi | undefined
  #port: Port | undefined
  #isClosed = false
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Tries since the line was last open. */
  #failures = 0
  readonly #parts: ConnectionParts

  /** The calls of the contract over whichever port is open at the time. */
  readonly api: StudioApi

  constructor(parts: ConnectionParts) {
    this.#parts = parts
    const entries = Object.keys(STUDIO_CALLS).map((name) => [
      name,
      async (input: unknown) => {
        // A call in between fails at once instead of waiting for who knows how long.
        if (!this.#api) throw new StudioError('rpc/closed', 'The studio is not connected just now.')
        return await (this.#api[name as keyof StudioApi] as (input: unknown) => unknown)(input)
      }
    ])
    this.api = Object.fromEntries(entries) as StudioApi
  }

  /** How the line is, for the banner. */
  get link(): Link {
    return this.#link
  }

  /** When the next try begins, in milliseconds since 1970; undefined while one is under way. */
  get retryAt(): number | undefined {
    return this.#retryAt
  }

  /** Tries at once; also the "Try now" of the banner. */
  async open(): Promise<void> {
    clearTimeout(this.#timer)
    this.#retryAt = undefined
    try {
      const port = await this.#parts.openPort()
      this.#port = port
      port.onClose(() => this.#lose())
      this.#api = connectApi(port, (event) => this.#parts.onEvent(event))
      this.#failures = 0
      this.#link = 'open'
      this.#parts.onOpen()
    } catch {
      if (await this.#parts.isRefused()) this.#link = 'refused'
      else this.#lose()
    }
  }

  /** Ends the line and all tries. */
  close(): void {
    clearTimeout(this.#timer)
    this.#isClosed = true
    this.#port?.close()
  }

  // Pending calls are rejected by the client; here only the next try is planned.
  #lose(): void {
    if (this.#isClosed) return

    this.#api = undefined
    this.#link = 'lost'
    const pause = BACK_OFF_SECONDS[Math.min(this.#failures, BACK_OFF_SECONDS.length - 1)]!
    this.#failures++
    this.#retryAt = Date.now() + pause * 1000
    this.#timer = setTimeout(() => void this.open(), pause * 1000)
  }
}

/** Asks the page's own server whether it still knows this window. */
export async function isSignedOut(): Promise<boolean> {
  try {
    const reply = await fetch('/', { method: 'HEAD', cache: 'no-store' })
    return reply.status === 401 || reply.status === 403
  } catch {
    return false
  }
}
