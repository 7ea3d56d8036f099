// Short enough that messages are answered at once, long enough to cost nothing.
const WORK_MS = 20

/**
 * Lets messages have their turn in the midst of long work: to be awaited in its innermost loop. Throws
 * the signal's reason once that is aborted.
 */
export function createBreather(signal?: AbortSignal): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < WORK_MS) return
    await new Promise((resolve) => setImmediate(resolve))
    since = performance.now()
    signal?.throwIfAborted()
  }
}
