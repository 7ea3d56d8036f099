import type { Queue } from '../contract/models.ts'
import type { Events } from './events.ts'
import type { CurrentProject } from './project.ts'

/** The runs that wait for the trainer; their order is kept in the store. */
export interface Waiting {
  state(): Queue
  has(run: string): boolean
  /** Puts a run at the end, or before another that waits. */
  put(run: string, before?: string): void
  take(run: string): void
  /** Takes out the run whose turn it is; none while the queue is held. */
  next(): string | undefined
  /** Holds the queue, with a sentence where it was not a person's wish. */
  hold(why?: string): void
  letGo(): void
  /** Takes up the queue that a project was left with. */
  adopt(runs: readonly string[]): void
  clear(): void
}

const LEFT_WAITING =
  'The studio was closed or ended while these runs waited; nothing starts by itself.'

/** Starts empty. */
export function createWaiting(current: CurrentProject, events: Events): Waiting {
  let runs: string[] = []
  let held: { why?: string } | undefined

  const state = (): Queue => ({ waiting: [...runs], held: held !== undefined, ...held })
  const tell = (): void => events.emit({ type: 'queue', queue: state() })
  const change = (changed: string[]): void => {
    runs = changed
    current.peek()?.store.runs.setPlaces(runs)
    tell()
  }
  const without = (run: string): string[] => runs.filter((id) => id !== run)

  return {
    state,
    has: (run) => runs.includes(run),
    put: (run, before) => {
      const others = without(run)
      const at = before === undefined ? -1 : others.indexOf(before)
      change(at < 0 ? [...others, run] : [...others.slice(0, at), run, ...others.slice(at)])
    },
    take: (run) => {
      if (runs.includes(run)) change(without(run))
    },
    next: () => {
      const [first] = runs
      if (held || first === undefined) return undefined
      change(runs.slice(1))
      return first
    },
    hold: (why) => {
      held = why === undefined ? {} : { why }
      tell()
    },
    letGo: () => {
      if (!held) return
      held = undefined
      tell()
    },
    adopt: (found) => {
      runs = [...found]
      held = runs.length > 0 ? { why: LEFT_WAITING } : undefined
      // A window that has just opened asks for the whole state.
      if (held) tell()
    },
    clear: () => {
      runs = []
      held = undefined
    }
  }
}
