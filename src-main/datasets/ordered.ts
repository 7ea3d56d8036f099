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
  const pending: Promise<Result>[] = []
  // Not a race against one promise of the abort: that would hold on to every result until the end.
  let giveUp: () => void = () => undefined
  const next = (): Promise<Result> =>
    new Promise((resolve, reject) => {
      giveUp = () => reject(signal?.reason)
      if (signal?.aborted) giveUp()
      pending.shift()!.then(resolve, reject)
    })
  const onAbort = (): void => giveUp()
  signal?.addEventListener('abort', onAbort)
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
    signal?.removeEventListener('abort', onAbort)
  }
}
