import { createBreather, type Breathe } from '../../datasets/breathe.ts'

/** Work that waits for what is more urgent, and knows for how long it did. */
export interface Patience {
  breathe: Breathe
  /** Milliseconds. */
  waited(): number
}

/** As `createBreather`, and waits in addition for as long as `quiet` says. */
export function createPatience(
  signal: AbortSignal,
  quiet: () => Promise<void> | undefined
): Patience {
  const breathe = createBreather(signal)
  let waited = 0
  const wait = async (until: Promise<void>): Promise<void> => {
    const from = performance.now()
    await until
    waited += performance.now() - from
    await breathe()
  }
  return {
    breathe: () => {
      const until = quiet()
      return until ? wait(until) : breathe()
    },
    waited: () => waited
  }
}
