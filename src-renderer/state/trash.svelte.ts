import type { StudioApi } from '../../src-main/contract/api.ts'
import type { Run } from '../../src-main/contract/models.ts'
import { formatBytes, formatCountOf } from '../format.ts'
import type { Messages } from './messages.svelte.ts'

/** Deleted runs, which can be put back until they are removed for ever. */
export class Trash {
  #runs = $state.raw<Run[]>([])
  #bytes = $state(0)
  #isBusy = $state(false)
  readonly #api: StudioApi
  readonly #messages: Messages

  constructor(api: StudioApi, messages: Messages) {
    this.#api = api
    this.#messages = messages
  }

  /** Last deleted first. */
  get runs(): Run[] {
    return this.#runs
  }

  /** What removing them for ever frees. */
  get bytes(): number {
    return this.#bytes
  }

  get isBusy(): boolean {
    return this.#isBusy
  }

  async reload(): Promise<void> {
    const found = await this.#messages.attempt(() => this.#api.getTrash({}))
    if (!found) return
    this.#runs = found.runs
    this.#bytes = found.bytes
  }

  async restore(runs: readonly Run[]): Promise<void> {
    if (runs.length === 0) return
    await this.#messages.attempt(() => this.#api.restoreRuns({ runs: runs.map(({ id }) => id) }))
    await this.reload()
  }

  /** Removes them with their files; nothing brings them back. */
  async empty(): Promise<void> {
    this.#isBusy = true
    const freed = await this.#messages.attempt(() => this.#api.emptyTrash({}))
    this.#isBusy = false
    if (freed) {
      this.#messages.info(
        `${formatCountOf(freed.runs, 'run')} removed for ever; ${formatBytes(freed.bytes)} are free again.`
      )
    }
    await this.reload()
  }
}
