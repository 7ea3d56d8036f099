import type { Evidence, Illness } from '../contract/doctor.ts'
import type { History } from './history.ts'

/** What a rule found in a run. */
export interface Finding {
  illness: Illness
  /** Natural logarithm of how far beyond its limit the evidence is: at 0 it is as likely as not. */
  beyond: number
  /** Images seen when it began. */
  since: number
  sentence: string
  evidence: Evidence[]
}

/**
 * Looks for one illness; undefined where there is nothing to be judged yet. The limits of all rules were chosen on
 * one half of the runs of `npm run prove -- doctor` and tried on the other: bench/results/prove-doctor.md.
 */
export type Rule = (history: History) => Finding | undefined

// How steeply sureness grows: at 1.5 times the limit it is 0.77, at twice 0.89.
const STEEPNESS = 3
// A share of nothing is taken for this, so that no evidence is infinitely strong.
const LEAST = 1e-4

/** How sure a finding is, 0-1: a logistic function of how far beyond its limit the evidence is. */
export function surenessOf({ beyond }: Pick<Finding, 'beyond'>): number {
  return 1 / (1 + Math.exp(-STEEPNESS * beyond))
}

/** How far a value is above its limit, as `Finding.beyond`. */
export function above(value: number, limit: number): number {
  return Math.log(Math.max(value, LEAST) / limit)
}

/** How far a value is below its limit, as `Finding.beyond`. */
export function below(value: number, limit: number): number {
  return -above(value, limit)
}

/** A share 0-1 as the words of a sentence. */
export function percent(share: number): string {
  const value = 100 * share
  return `${value > 0 && value < 1 ? value.toFixed(1) : value.toFixed(0)} %`
}
