// Well below what a person notices, and far above what a turn of the event loop costs.
const EVERY_MS = 10

/**
 * For work that holds its thread: the function given, awaited in every round, lets messages have their
 * turn every 10 ms and throws the signal's reason once that is aborted.
 */
export function createBreather(signal?: AbortSignal): () => Promise<void> | undefined {
  let breathedAt = performance.now()
  return () => {
    if (performance.now() - breathedAt < EVERY_MS) return undefined
    return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      signal?.throwIfAborted()
      breathedAt = performance.now()
    })
  }
}
