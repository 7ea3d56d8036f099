import { Worker } from 'node:worker_threads'
import type { ImportSettings } from '../../contract/import-settings.ts'
import type { Found } from '../found.ts'
import { sendable, unpackResults, type Result } from './chunk.ts'
import type { DecoderMessage, DecoderTask } from './serve.ts'

/** Files that one thread is to decode, and what is done with the results. */
export interface Job {
  found: readonly Found[]
  done(results: Result[]): void
}

/** How a thread ended that nobody stopped. */
export interface ThreadEnd {
  /** What it had not finished, the first of them begun. */
  jobs: Job[]
  /** Which file of the first job it was at. */
  at: number
  /** Absent where one file took too long. */
  why?: string
  /** Whether it had been ready; one that never was would not be another time either. */
  wasReady: boolean
}

/** A thread that decodes; it ends once, by itself or by `stop`. */
export interface Thread {
  /** Jobs given and not answered. */
  readonly waiting: number
  give(job: Job): void
  stop(): void
}

/** A file may take so long, in milliseconds; noticed within 5 s. */
export const LONGEST_MS = 4_500
const LOOK_EVERY_MS = 250
/** A thread's objects; pixels are not among them. */
const LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 6 }

/** Starts a thread; `onFree` is called after each job, `onEnd` when it ends without having been stopped. */
export function startThread(
  entry: string,
  settings: ImportSettings,
  { onFree, onEnd }: { onFree(): void; onEnd(end: ThreadEnd): void }
): Thread {
  const begun = new Int32Array(new SharedArrayBuffer(4))
  const task: DecoderTask = { settings, begun }
  // Options of this process, such as an inspector's port, are not the thread's.
  const worker = new Worker(entry, { workerData: task, execArgv: [], resourceLimits: LIMITS })
  const jobs: Job[] = []
  // Files of jobs that were answered.
  let answered = 0
  let wasReady = false
  let hasEnded = false

  const end = (why?: string): void => {
    if (hasEnded) return
    stop()
    const at = Math.max(0, Atomics.load(begun, 0) - answered - 1)
    onEnd({ jobs, at, wasReady, ...(why !== undefined && { why }) })
  }
  const clock = watch(
    () => (jobs.length > 0 && wasReady ? Atomics.load(begun, 0) : undefined),
    () => end()
  )
  const stop = (): void => {
    hasEnded = true
    clearInterval(clock)
    // It ends as soon as what it is at lets it, which nobody needs to wait for.
    void worker.terminate()
  }
  worker.on('message', (message: DecoderMessage) => {
    if (hasEnded) return
    if (message === 'ready') {
      wasReady = true
      return
    }
    const job = jobs.shift()!
    answered += job.found.length
    job.done(unpackResults(message))
    onFree()
  })
  worker.on('error', (error) => end(error.message))
  worker.on('exit', (code) => end(`exit code ${code}`))

  return {
    get waiting() {
      return jobs.length
    },
    give(job) {
      jobs.push(job)
      worker.postMessage(job.found.map(sendable))
    },
    stop
  }
}

/** Calls `onStuck` when what `look` gives stays the same for too long; undefined is nothing to watch. */
function watch(look: () => number | undefined, onStuck: () => void): NodeJS.Timeout {
  let last = look()
  let lookedAt = performance.now()
  let spent = 0
  return setInterval(() => {
    const now = performance.now()
    const value = look()
    // A machine that slept, or had no time for this process, is not the file's fault.
    spent = value === last ? spent + Math.min(now - lookedAt, 2 * LOOK_EVERY_MS) : 0
    last = value
    lookedAt = now
    if (value !== undefined && spent >= LONGEST_MS) onStuck()
  }, LOOK_EVERY_MS)
}
