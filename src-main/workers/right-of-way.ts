import { setTimeout as delay } from 'node:timers/promises'

// After the last picture of a movement; a hand that rests for longer has let go.
const QUIET_MS = 250

/** Lets work in the background wait for as long as a person moves something. */
export interface RightOfWay {
  /** A picture was asked for just now. */
  asked(): void
  /** Until none has been asked for in a while; undefined where that is so now. */
  quiet(): Promise<void> | undefined
}

/** Nothing has been asked for yet. */
export function createRightOfWay(): RightOfWay {
  let askedAt = -Infinity
  const isQuiet = (): boolean => performance.now() - askedAt >= QUIET_MS
  const wait = async (): Promise<void> => {
    while (!isQuiet()) await delay(QUIET_MS - (performance.now() - askedAt))
  }
  return {
    asked: () => void (askedAt = performance.now()),
    quiet: () => (isQuiet() ? undefined : wait())
  }
}
