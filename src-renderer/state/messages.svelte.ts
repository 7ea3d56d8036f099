import { toErrorRecord } from '../../src-main/contract/errors.ts'

/** One sentence to the person, with at most one thing to do about it. */
export interface Message {
  id: number
  level: 'info' | 'problem'
  text: string
  action?: { label: string; run(): void }
}

// Long enough to read a sentence, to understand a problem, and to reach an Undo by keyboard. The
// bottom strip keeps the last one and shows it again when asked.
const INFO_MS = 6_000
const PROBLEM_MS = 30_000
const ACTION_MS = 20_000
const MOST_SHOWN = 3

// Losing the connection has a banner of its own, and a newer measurement its own result.
const SAID_ELSEWHERE = ['rpc/closed', 'pixels/superseded']

/** What the studio says: floating while it is new, and the last of it in the bottom strip. */
export class Messages {
  #shown = $state.raw<Message[]>([])
  #last = $state.raw<Message | undefined>()
  /** What ends each message, by its id. */
  #timers: Record<number, ReturnType<typeof setTimeout>> = {}
  #nextId = 1

  get shown(): Message[] {
    return this.#shown
  }

  get last(): Message | undefined {
    return this.#last
  }

  info(text: string, action?: Message['action']): void {
    this.#add({ level: 'info', text, ...(action && { action }) }, action ? ACTION_MS : INFO_MS)
  }

  problem(text: string, action?: Message['action']): void {
    this.#add({ level: 'problem', text, ...(action && { action }) }, PROBLEM_MS)
  }

  /** For the bottom strip alone, where the view says the same already. */
  note(level: Message['level'], text: string): void {
    this.#last = { id: this.#nextId++, level, text }
  }

  dismiss(id: number): void {
    clearTimeout(this.#timers[id])
    this.#shown = this.#shown.filter((message) => message.id !== id)
  }

  /** Shows the last message again, without an action that may have been taken already. */
  repeat(): void {
    if (this.#last) this[this.#last.level](this.#last.text)
  }

  /** What was said of one project means nothing in another. */
  clear(): void {
    for (const { id } of this.#shown) this.dismiss(id)
    this.#last = undefined
  }

  /** Does something that may fail; a failure becomes a message and `undefined`. */
  async attempt<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work()
    } catch (error) {
      const { code, message } = toErrorRecord(error)
      if (!SAID_ELSEWHERE.includes(code)) this.problem(message)
      return undefined
    }
  }

  #add(message: Omit<Message, 'id'>, lastsMs: number): void {
    // The same sentence twice is one sentence.
    for (const { id, text } of this.#shown) if (text === message.text) this.dismiss(id)
    const added = { ...message, id: this.#nextId++ }
    this.#last = added
    this.#shown = [...this.#shown, added]
    for (const { id } of this.#shown.slice(0, -MOST_SHOWN)) this.dismiss(id)
    this.#timers[added.id] = setTimeout(() => this.dismiss(added.id), lastsMs)
  }
}
