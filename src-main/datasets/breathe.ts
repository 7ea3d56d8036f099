// Well below what a person notices, and far above what a turn of the event loop costs.
const EVERY_MS = 10

/** To be awaited in every round of such work. */
export type Breathe = () => Promise<void> | undefined

/**
 * For work that holds its thread: the function given, awaited in every round, lets messages have their
 * turn every 10 ms and throws the signal's reason once that is aborted.
 */
export function createBreather(signal?: AbortSignal): Breathe {
  let breathedAt = performance.now()
  return () => {
    if (performance.now() - breathedAt < EVERY_MS) return undefined
    return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      signal?.throwIfAborted()
      breathedAt = performance.now()
    })
  }
}
