import type { Evaluation } from '../contract/evaluation.ts'
import { below } from './finding.ts'
import { besideReal, qualityOf } from './measured.ts'

/** Whether a run still gets better, by the measure that chooses the best checkpoint. */
export interface Course {
  /** Best of the last evaluations over the best one before them: below 1 it gets better. */
  change: number
  /** The last evaluation over the best one, at least 1. */
  worse: number
  best: Evaluation
}

/** The course over the last `count` evaluations; undefined where there is none before them. */
export function courseOf(evaluations: readonly Evaluation[], count: number): Course | undefined {
  if (evaluations.length <= count) return undefined
  const qualities = evaluations.map(qualityOf)
  const best = Math.min(...qualities)
  return {
    change: Math.min(...qualities.slice(-count)) / Math.min(...qualities.slice(0, -count)),
    worse: qualities.at(-1)! / best,
    best: evaluations[qualities.indexOf(best)]!
  }
}

// Where it is as likely as not; see `Rule`.
const STILL_BETTER = 0.75
const COVERED = 0.15

/**
 * How far a run is from getting anywhere, as `Finding.beyond`: few real pictures have a sample near them, and the
 * last `count` evaluations are no better than what was before. Undefined where there are too few of them.
 */
export function stuck(evaluations: readonly Evaluation[], count: number): number | undefined {
  const course = courseOf(evaluations, count)
  const covered = besideReal(evaluations.at(-1), 'coverage')
  if (!course || covered === undefined) return undefined
  // Between still better and no better at all sureness grows fast: qualities span orders of magnitude.
  const still = 4 * -below(course.change, STILL_BETTER)
  return Math.min(still, below(covered, COVERED))
}
