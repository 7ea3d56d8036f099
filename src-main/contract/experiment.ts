import { z } from 'zod'
import { seed } from './call.ts'

/** More runs than anybody queues at once. */
export const MOST_EXPERIMENT_RUNS = 200

const value = z.union([z.string().max(256), z.number(), z.boolean()])

/** One setting that an experiment varies, and the values that it tries in this order. */
export const AxisSchema = z.strictObject({
  key: z.string().max(64),
  values: z.array(value).min(1).max(32)
})
export type Axis = z.output<typeof AxisSchema>

/** A setting that a random search draws evenly between two ends, on a logarithmic scale where it says so. */
export const RangeSchema = z.strictObject({
  key: z.string().max(64),
  least: z.number(),
  most: z.number(),
  scale: z.enum(['linear', 'logarithmic']).default('linear')
})
export type Range = z.output<typeof RangeSchema>

/** Which settings are tried: every combination of the axes, or as many random ones as asked for. */
export const SearchSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('grid'), axes: z.array(AxisSchema).min(1).max(4) }),
  z.strictObject({
    kind: z.literal('random'),
    axes: z.array(AxisSchema).max(8).default([]),
    ranges: z.array(RangeSchema).max(8).default([]),
    count: z.int().min(1).max(MOST_EXPERIMENT_RUNS),
    seed: seed.default(1)
  })
])
export type Search = z.output<typeof SearchSchema>

/** Runs that were queued together to be compared. */
export interface Experiment {
  id: string
  name: string
  dataset: string
  preset: string
  /** Settings that all its runs share, beside those of the preset. */
  changes: Record<string, string | number | boolean>
  search: Search
  /** Every combination is trained once with each. */
  seeds: number[]
  createdAt: number
}
