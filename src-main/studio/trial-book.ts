import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { RunConfig } from '../contract/run-config.ts'
import type { Machine } from './machine.ts'

const FoundSchema = z.object({
  /** Which TensorFlow, from where. */
  engine: z.string(),
  trials: z.array(
    z.object({
      settings: z.object({
        threads: z.number(),
        interOpThreads: z.number(),
        layout: z.literal('NHWC'),
        xla: z.boolean()
      }),
      secondsPerStep: z.number()
    })
  )
})
const BookSchema = z.record(z.string(), FoundSchema)

/** What trial steps have shown of one kind of model on one machine. */
export type Found = z.output<typeof FoundSchema>

// Kinds of models, not runs; the oldest are forgotten.
const MOST_KEPT = 200

/** Trials of earlier runs, kept as JSON in the user's configuration folder. */
export interface TrialBook {
  find(key: string): Found | undefined
  keep(key: string, found: Found): void
}

/** Reads the file anew each time, because a second studio may have written it. */
export function openTrialBook(configFolder: string): TrialBook {
  const file = join(configFolder, 'tuning.json')
  return {
    find: (key) => read(file)[key],
    keep: (key, found) => {
      const others = Object.entries(read(file)).filter(([other]) => other !== key)
      const kept = Object.fromEntries([...others, [key, found] as const].slice(-MOST_KEPT))
      mkdirSync(configFolder, { recursive: true })
      // Written beside and renamed, so that a reader sees the old book or the new one.
      const draft = `${file}.${process.pid}`
      writeFileSync(draft, JSON.stringify(kept))
      renameSync(draft, file)
    }
  }
}

// What changes neither the graph nor the size of what flows through it; a key that is missing here
// costs a few trials too many and is never wrong.
const FREE_OF_GRAPH: (keyof RunConfig)[] = [
  'images',
  'seed',
  'flip',
  'threads',
  'snapshotEvery',
  'checkpointEvery',
  'generatorRate',
  'discriminatorRate',
  'rateSchedule',
  'lastRate',
  'rateImages',
  'warmupImages',
  'latentDistribution'
]

/** The name under which trials of a config's graph on a machine are kept. */
export function trialKey(config: RunConfig, machine: Machine): string {
  const shape = Object.entries(config)
    .filter(([key]) => !FREE_OF_GRAPH.includes(key as keyof RunConfig))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const text = JSON.stringify([machine.processor, machine.cores, shape])
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

// A book that is missing or damaged is an empty one: some seconds of measuring are lost.
function read(file: string): z.output<typeof BookSchema> {
  try {
    return BookSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return {}
  }
}
