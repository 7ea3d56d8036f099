/**
 * Maps items side by side and yields the results in the items' order; at most `width` are held at a
 * time. When the signal aborts it throws at once, without waiting for work that is under way.
 */
export async function* mapOrdered<Item, Result>(
  items: Iterable<Item>,
  width: number,
  work: (item: Item) => Promise<Result>,
  signal?: AbortSignal
): AsyncIterable<Result> {
  const aborted = abortion(signal)
  const pending: Promise<Result>[] = []
  const next = (): Promise<Result> => Promise.race([pending.shift()!, aborted.promise])
  try {
    for (const item of items) {
      const result = work(item)
      // Someone always listens, even when an earlier result ends the iteration.
      result.catch(() => undefined)
      pending.push(result)
      if (pending.length >= width) yield await next()
    }
    while (pending.length > 0) yield await next()
  } finally {
    aborted.forget()
  }
}

function abortion(signal: AbortSignal | undefined): {
  promise: Promise<never>
  forget(): void
} {
  let abort = (): void => undefined
  const promise = new Promise<never>((_, reject) => {
    abort = () => reject(signal?.reason)
  })
  promise.catch(() => undefined)
  signal?.addEventListener('abort', abort)
  if (signal?.aborted) abort()
  return { promise, forget: () => signal?.removeEventListener('abort', abort) }
}
