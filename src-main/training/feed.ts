import { Worker } from 'node:worker_threads'
import { classNames } from '../contract/condition.ts'
import { fromErrorRecord, StudioError } from '../contract/errors.ts'
import { imagesPerStep } from '../contract/images-per-step.ts'
import { zWidth } from '../contract/pyramid.ts'
import { pixelDepth, type RunConfig } from '../contract/run-config.ts'
import { latentBatches } from '../gan/turns.ts'
import type { FeedData, FeedMessage, FeedPlan, FeedTask } from './feed-fill.ts'
import {
  CLOSED,
  createFeedMemory,
  FILLED,
  readState,
  RELEASED,
  type FeedBatch,
  type FeedState
} from './feed-memory.ts'

/** Batches that a thread prepares while steps run; the same ones as prepared in between. */
export interface Feed {
  /** The next batch, good until the following call. Rejects with what ended the thread, such as `cache/unreadable`. */
  next(): Promise<FeedBatch>
  /** As it was right after the batch that was given last, whatever is prepared beyond it. */
  state(): FeedState
  /** Seconds that `next` has waited for data, all calls together. */
  waited(): number
  /** Resolves when the thread has ended and its files are closed. */
  close(): Promise<void>
}

// Woken at once by a batch; this often it looks whether one can still come.
const LOOK_MS = 20

/** What a run's steps take: a batch of pictures or z for each update; `from` may be a checkpoint. */
export function planFeed(config: RunConfig, data: FeedData, from?: FeedState): FeedPlan {
  const { cacheFolder, excluded = [] } = data
  const plan = {
    config,
    cacheFolder,
    excluded,
    rows: imagesPerStep(config),
    latents: config.batch * latentBatches(config)
  }
  // These two fields alone: a checkpoint's weights have no business in the thread.
  return from ? { ...plan, from: { latents: from.latents, batches: from.batches } } : plan
}

/**
 * Starts the thread whose script is `entry` and waits until it has opened the data set; throws
 * `cache/*` where that fails.
 */
export async function openFeed(plan: FeedPlan, entry: string): Promise<Feed> {
  const { size } = plan.config
  const memory = createFeedMemory({
    real: plan.rows * size * size * pixelDepth(plan.config),
    latents: plan.latents * zWidth(plan.config),
    classes: plan.rows * classNames(plan.config).length
  })
  const { control, slots } = memory
  const thread = startThread(entry, { plan, memory })
  const start = await thread.opened

  let given = 0
  let waited = 0
  const untilFilled = async (): Promise<void> => {
    const startedAt = performance.now()
    while (Atomics.load(control, FILLED) === given) {
      thread.check()
      Atomics.wait(control, FILLED, given, LOOK_MS)
      await breathe()
    }
    waited += (performance.now() - startedAt) / 1000
  }
  return {
    async next() {
      Atomics.store(control, RELEASED, given)
      Atomics.notify(control, RELEASED)
      if (Atomics.load(control, FILLED) === given) await untilFilled()
      return slots[given++ % slots.length]!
    },
    state: () => (given === 0 ? start : readState(slots[(given - 1) % slots.length]!)),
    waited: () => waited,
    async close() {
      Atomics.store(control, RELEASED, CLOSED)
      Atomics.notify(control, RELEASED)
      await thread.ended
    }
  }
}

interface Thread {
  opened: Promise<FeedState>
  ended: Promise<void>
  /** Throws what has ended the thread, if anything has. */
  check(): void
}

function startThread(entry: string, task: FeedTask): Thread {
  // Options of this process, such as an inspector's port, are not the thread's.
  const worker = new Worker(entry, { workerData: task, execArgv: [] })
  let problem: unknown
  const opened = new Promise<FeedState>((resolve, reject) => {
    const fail = (reason: unknown): void => {
      // The first reason is the true one; the rest follows from it.
      problem ??= reason
      reject(reason as Error)
    }
    worker.on('message', (message: FeedMessage) => {
      if ('opened' in message) resolve(message.opened)
      else fail(fromErrorRecord(message.problem))
    })
    worker.on('error', (error) => fail(died(error.message)))
    worker.on('exit', (code) => fail(died(`exit code ${code}`)))
  })
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  const check = (): void => {
    if (problem !== undefined) throw problem
  }
  return { opened, ended, check }
}

function died(why: string): StudioError {
  return new StudioError(
    'feed/died',
    `The thread that reads the pictures ended unexpectedly (${why}); resume the run from its last checkpoint.`
  )
}

// Lets the thread's messages come in.
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
