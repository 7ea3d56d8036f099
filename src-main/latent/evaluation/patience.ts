import { setTimeout as delay } from 'node:timers/promises'
import { createBreather, type Breathe } from '../../datasets/breathe.ts'

// Milliseconds of work before a rest: what a person does not notice.
const WORK_MS = 10

/** Work that waits for what is more urgent, rests, and knows for how long it did. */
export interface Patience {
  breathe: Breathe
  /** Milliseconds, of waiting and of rest. */
  waited(): number
}

/**
 * As `createBreather`; waits in addition for as long as `quiet` says, and works for `share` of the time at most, 0-1,
 * by a rest after each piece.
 */
export function createPatience(
  signal: AbortSignal,
  quiet: () => Promise<void> | undefined,
  share = 1
): Patience {
  const breathe = createBreather(signal)
  let waited = 0
  let restedAt = performance.now()
  const wait = async (until: Promise<void>): Promise<void> => {
    const from = performance.now()
    await until
    restedAt = performance.now()
    waited += restedAt - from
    await breathe()
  }
  const rest = (): Promise<void> | undefined => {
    const worked = performance.now() - restedAt
    if (share >= 1 || worked < WORK_MS) return undefined
    return delay(worked * (1 / share - 1), undefined, { signal })
  }
  return {
    breathe: () => {
      const until = quiet() ?? rest()
      return until ? wait(until) : breathe()
    },
    waited: () => waited
  }
}
