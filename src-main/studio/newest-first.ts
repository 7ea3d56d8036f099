import { setTimeout as wait } from 'node:timers/promises'
import { StudioError } from '../contract/errors.ts'

/** The code of a request that newer ones have pushed out; nobody waits for its answer any more. */
export const SUPERSEDED = 'request/superseded'

interface Waiting<Result> {
  key: string
  work: () => Promise<Result>
  promise: Promise<Result>
  resolve(result: Result | Promise<Result>): void
  reject(error: unknown): void
}

/**
 * Does one piece of work at a time, the newest first, so that a slider is answered at once even
 * while a wall of pictures loads. Beyond `mostWaiting` the oldest is dropped. Two pieces begin at
 * least `apartMs()` milliseconds apart, which leaves the machine to others.
 */
export function newestFirst<Result>(mostWaiting: number, apartMs: () => number = () => 0) {
  const waiting: Waiting<Result>[] = []
  let busy = false

  const workOff = async (): Promise<void> => {
    if (busy) return
    busy = true
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const startedAt = performance.now()
      await next.work().then(next.resolve, next.reject)
      const rest = apartMs() - (performance.now() - startedAt)
      if (rest > 0) await wait(rest)
    }
    busy = false
  }

  return (key: string, work: () => Promise<Result>): Promise<Result> => {
    // The same thing asked for twice is done once, as early as the newer request wants it.
    const same = waiting.findIndex((candidate) => candidate.key === key)
    const entry = same < 0 ? waitFor(key, work) : waiting.splice(same, 1)[0]!
    waiting.push(entry)
    if (waiting.length > mostWaiting) {
      waiting.shift()!.reject(new StudioError(SUPERSEDED, 'Something newer was asked for.'))
    }
    void workOff()
    return entry.promise
  }
}

function waitFor<Result>(key: string, work: () => Promise<Result>): Waiting<Result> {
  let resolve: Waiting<Result>['resolve'] = () => {}
  let reject: Waiting<Result>['reject'] = () => {}
  const promise = new Promise<Result>((fulfil, fail) => {
    resolve = fulfil
    reject = fail
  })
  return { key, work, promise, resolve, reject }
}
