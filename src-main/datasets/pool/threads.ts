import { StudioError } from '../../contract/errors.ts'
import type { ImportSettings } from '../../contract/import-settings.ts'
import type { Unusable } from '../decoded.ts'
import type { Found } from '../found.ts'
// What may be decoded is settled here, for all threads.
import '../loaders.ts'
import type { Result } from './chunk.ts'
import { LONGEST_MS, startThread, type Job, type Thread, type ThreadEnd } from './thread.ts'

/** Threads that decode; one that a file stops is replaced. */
export interface Threads {
  /** Decodes files in one thread; rejects where no thread can be started. */
  decode(found: readonly Found[]): Promise<Result[]>
  stop(): void
}

/** One job is worked on while the next one waits in the thread. */
const JOBS_EACH = 2

/** Starts `count` threads, whose script is `entry`: they load it while the source is still being listed. */
export function createThreads(entry: string, settings: ImportSettings, count: number): Threads {
  const threads = new Set<Thread>()
  const queue: Job[] = []
  const rejections = new Set<(reason: unknown) => void>()
  let problem: StudioError | undefined

  const hand = (): void => {
    while (queue.length > 0) {
      const thread = leastBusy(threads)
      if (!thread || thread.waiting >= JOBS_EACH) return
      thread.give(queue.shift()!)
    }
  }
  const start = (): void => {
    const thread = startThread(entry, settings, {
      onFree: hand,
      onEnd(end) {
        threads.delete(thread)
        if (!end.wasReady) return fail(end.why)
        queue.unshift(...leftOf(end))
        start()
        hand()
      }
    })
    threads.add(thread)
  }
  const fail = (why = 'it did not answer'): void => {
    problem = new StudioError(
      'import/decoders',
      `The threads that decode pictures cannot be started (${why}); close other programs and try again.`
    )
    for (const reject of rejections) reject(problem)
    stop()
  }
  const stop = (): void => {
    queue.length = 0
    for (const thread of threads) thread.stop()
    threads.clear()
  }

  for (let n = 0; n < count; n++) start()
  return {
    decode: (found) =>
      new Promise<Result[]>((resolve, reject) => {
        if (problem) return reject(problem)
        rejections.add(reject)
        queue.push({
          found,
          done(results) {
            rejections.delete(reject)
            resolve(results)
          }
        })
        hand()
      }),
    stop
  }
}

function leastBusy(threads: Iterable<Thread>): Thread | undefined {
  let least: Thread | undefined
  for (const thread of threads) {
    if (!least || thread.waiting < least.waiting) least = thread
  }
  return least
}

/**
 * What is to be done again when a thread has ended: the files of the job it was at one by one, so that
 * only the one to blame is lost.
 */
function leftOf({ jobs, at, why }: ThreadEnd): Job[] {
  const [current, ...next] = jobs
  if (!current) return []
  const isToBlame = (index: number): boolean =>
    index === at && (why === undefined || current.found.length === 1)
  const results: Result[] = []
  let left = current.found.length
  const settle = (index: number, result: Result): void => {
    results[index] = result
    if (--left === 0) current.done(results)
  }
  const again: Job[] = []
  for (const [index, item] of current.found.entries()) {
    if (isToBlame(index)) settle(index, lost(why))
    else again.push({ found: [item], done: ([result]) => settle(index, result!) })
  }
  return [...again, ...next]
}

function lost(why: string | undefined): Unusable {
  const reason =
    why === undefined
      ? `It was not decoded within ${LONGEST_MS / 1000} seconds; save it in a simpler form.`
      : `It cannot be decoded: the thread that tried to ended (${why}).`
  return { kind: 'unusable', reason }
}
