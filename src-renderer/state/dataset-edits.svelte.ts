import type { StudioApi } from '../../src-main/contract/api.ts'
import type { Dataset, DatasetChange } from '../../src-main/contract/models.ts'
import type { Message, Messages } from './messages.svelte.ts'

/** Something done to a data set: how to do it again, or how to take it back. */
interface Step {
  /** What was done, such as "3 pictures left out". */
  what: string
  changes: DatasetChange[]
}

interface History {
  past: Step[]
  future: Step[]
}

const EMPTY: History = { past: [], future: [] }
// A step may name every picture; nobody goes back further.
const MOST_STEPS = 100

/** Changes of labels and of what is left out, each saved at once, undone and redone by data set. */
export class DatasetEdits {
  #histories = $state.raw<Readonly<Record<string, History>>>({})
  // One after another, because the undo of one rests on the state before the next.
  #queue: Promise<unknown> = Promise.resolve()
  /** The last message about a change. */
  #said = ''
  readonly #api: StudioApi
  readonly #messages: Messages
  readonly #onChanged: (dataset: string) => void

  /** `onChanged` hears of every change as soon as it is saved. */
  constructor(api: StudioApi, messages: Messages, onChanged: (dataset: string) => void) {
    this.#api = api
    this.#messages = messages
    this.#onChanged = onChanged
  }

  canUndo({ id }: Dataset): boolean {
    return this.#history(id).past.length > 0
  }

  canRedo({ id }: Dataset): boolean {
    return this.#history(id).future.length > 0
  }

  /** Makes changes as one step, says so, and offers to undo them. */
  async change({ id }: Dataset, changes: DatasetChange[], what: string): Promise<void> {
    await this.#inTurn(async () => {
      const undo = await this.#apply(id, changes)
      if (!undo) return
      const step = { what, changes: undo }
      this.#keep(id, { past: [...this.#history(id).past, step], future: [] })
      const isLast = (): boolean => this.#history(id).past.at(-1) === step
      // What was undone by a key meanwhile is not undone twice.
      const takeBack = (): void => void this.#inTurn(async () => isLast() && this.#undo(id))
      this.#say(`${what}.`, { label: 'Undo', run: takeBack })
    })
  }

  /** Takes the last step back. */
  async undo({ id }: Dataset): Promise<void> {
    await this.#inTurn(() => this.#undo(id))
  }

  /** Makes the step that was taken back last again. */
  async redo({ id }: Dataset): Promise<void> {
    await this.#inTurn(async () => {
      const { past, future } = this.#history(id)
      const [step] = future
      const undo = step && (await this.#apply(id, step.changes))
      if (!undo) return
      const { what } = step
      this.#keep(id, { past: [...past, { what, changes: undo }], future: future.slice(1) })
      this.#say(`Done again: ${what}.`)
    })
  }

  async #undo(id: string): Promise<void> {
    const { past, future } = this.#history(id)
    const step = past.at(-1)
    const redo = step && (await this.#apply(id, step.changes))
    if (!redo) return
    const { what } = step
    this.#keep(id, { past: past.slice(0, -1), future: [{ what, changes: redo }, ...future] })
    this.#say(`Undone: ${what}.`)
  }

  async #apply(id: string, changes: DatasetChange[]): Promise<DatasetChange[] | undefined> {
    const answer = await this.#messages.attempt(() =>
      this.#api.changeDataset({ dataset: id, changes })
    )
    if (answer) this.#onChanged(id)
    return answer?.undo
  }

  // The last step alone can be undone by a message, so the one before goes.
  #say(text: string, action?: Message['action']): void {
    const before = this.#messages.shown.find((message) => message.text === this.#said)
    if (before) this.#messages.dismiss(before.id)
    this.#said = text
    this.#messages.info(text, action)
  }

  #history(id: string): History {
    return this.#histories[id] ?? EMPTY
  }

  #keep(id: string, { past, future }: History): void {
    const kept = { past: past.slice(-MOST_STEPS), future }
    this.#histories = { ...this.#histories, [id]: kept }
  }

  #inTurn(work: () => Promise<unknown>): Promise<unknown> {
    const turn = this.#queue.then(work)
    this.#queue = turn.catch(() => {})
    return turn
  }
}
