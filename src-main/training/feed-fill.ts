import { classNames } from '../contract/condition.ts'
import { toErrorRecord, type ErrorRecord } from '../contract/errors.ts'
import type { RunConfig } from '../contract/run-config.ts'
import { openBatches } from '../datasets/batches.ts'
import { openCache, type Cache } from '../datasets/cache.ts'
import { createRandom, STREAMS } from '../engine/random.ts'
import { fillLatents } from '../gan/pictures.ts'
import {
  CLOSED,
  FILLED,
  RELEASED,
  writeState,
  type FeedBatch,
  type FeedMemory,
  type FeedState
} from './feed-memory.ts'

/** Where a feed's pictures are. */
export interface FeedData {
  /** The data set's shards and index. */
  cacheFolder: string
  /** Numbers of the pictures that are left out. */
  excluded?: readonly number[]
}

/** What a feed gives out. */
export interface FeedPlan extends FeedData {
  config: RunConfig
  /** Real pictures a step. */
  rows: number
  /** Latent vectors a step. */
  latents: number
  /** Where to go on; by default the beginning of a run. */
  from?: FeedState
}

/** What the filling thread is started with. */
export interface FeedTask {
  plan: FeedPlan
  memory: FeedMemory
}

/** What the filling thread says: where it starts from, or why it ends. */
export type FeedMessage = { opened: FeedState } | { problem: ErrorRecord }

/**
 * Keeps the ring full until it is closed; blocks its thread between batches. What fails is told,
 * after the batches that were made before it.
 */
export function fillFeed({ plan, memory }: FeedTask, tell: (message: FeedMessage) => void): void {
  let source: ReturnType<typeof openSource> | undefined
  try {
    source = openSource(plan)
    tell({ opened: source.state() })
    for (let filled = 0; waitForRoom(memory, filled); filled++) {
      const slot = memory.slots[filled % memory.slots.length]!
      source.next(slot)
      writeState(slot, source.state())
      Atomics.store(memory.control, FILLED, filled + 1)
      Atomics.notify(memory.control, FILLED)
    }
  } catch (error) {
    tell({ problem: toErrorRecord(error) })
  } finally {
    source?.close()
  }
}

// Pictures and z come from streams of their own, so their order among each other does not matter.
function openSource({ config, cacheFolder, excluded = [], rows, from }: FeedPlan) {
  const { seed, flip } = config
  const cache = openCache(cacheFolder)
  const { count, classOf, without } = readClasses(config, cache)
  const batches = openBatches(cache, rows, createRandom(seed, STREAMS.data), {
    flip,
    excluded: [...excluded, ...without]
  })
  const latents = createRandom(seed, STREAMS.latents)
  if (from) {
    batches.restore(from.batches)
    latents.restore(from.latents)
  }
  return {
    next: (batch: FeedBatch): void => {
      const pictures = batches.next(batch.real)
      batch.classes.fill(0)
      if (count > 0)
        pictures.forEach((picture, row) => (batch.classes[row * count + classOf[picture]!] = 1))
      fillLatents(config, latents, batch.latents)
    },
    state: (): FeedState => ({ latents: latents.state(), batches: batches.state() }),
    close: batches.close
  }
}

// The class of each picture by its number, and the pictures that have none, which are left out.
function readClasses(config: RunConfig, cache: Cache) {
  const names = classNames(config)
  const count = names.length
  if (count === 0) return { count, classOf: [], without: [] }
  const numbers = new Map(names.map((name, at) => [name, at]))
  const classOf = Array.from({ length: cache.count }, (_, picture) =>
    numbers.get(cache.labels(picture)[config.label] ?? '')
  )
  const without = classOf.flatMap((known, picture) => (known === undefined ? [picture] : []))
  return { count, classOf, without }
}

// False once nobody takes batches any more.
function waitForRoom({ control, slots }: FeedMemory, filled: number): boolean {
  for (;;) {
    const released = Atomics.load(control, RELEASED)
    if (released === CLOSED) return false
    if (filled - released < slots.length) return true
    Atomics.wait(control, RELEASED, released)
  }
}
