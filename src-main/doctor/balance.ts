import { imagesPerStep } from '../contract/images-per-step.ts'
import type { MetricRow } from '../contract/models.ts'
import { stuck } from './course.ts'
import { below } from './finding.ts'
import { heldSince, lastPart, meanOf, type History } from './history.ts'

/** A share of rows that says, where it is small for long, that one network has won. */
export interface Balance {
  /** Its mean over the last part of the run. */
  value: number
  /** Below which it speaks for that. */
  limit: number
  /** See `Finding`. */
  beyond: number
  since: number
}

// Of a run so far: what passes sooner is a phase.
const LONG = 1 / 3
const LEAST_ROWS = 30
// Before so many steps only evaluations tell a beginning from a defeat.
const LEAST_STEPS = 1000

/**
 * How surely one network has won: where the last evaluation is no better than those before by as much as `limit`,
 * where there is none to go by only where the share is all but nothing (`alone`). Undefined while it is too early.
 */
export function balanceOf(
  { rows, evaluations, config }: History,
  take: (row: MetricRow) => number,
  limits: { limit: number; alone: number }
): Balance | undefined {
  const long = lastPart(rows, LONG)
  if (long.length < LEAST_ROWS) return undefined
  const nowhere = stuck(evaluations, 1)
  const steps = rows.at(-1)!.images / imagesPerStep(config)
  if (nowhere === undefined && steps < LEAST_STEPS) return undefined
  const limit = nowhere === undefined ? limits.alone : limits.limit
  const value = meanOf(long, take)
  return {
    ...{ value, limit },
    beyond: Math.min(below(value, limit), nowhere ?? Infinity),
    since: heldSince(rows, (mean) => mean(take) < limit)
  }
}
