import type { MetricRow } from '../../contract/models.ts'
import { stuck } from '../course.ts'
import { below, percent, type Rule } from '../finding.ts'
import { heldSince, lastPart, meanOf } from '../history.ts'

const LONG = 1 / 3
const LEAST_ROWS = 30
// Samples that the discriminator sees through; in a fair game it is a half or more.
const SEEN_THROUGH = 0.2
// The same where nothing was measured that could show progress.
const HARDLY_ANY = 0.02

/**
 * The discriminator takes nearly every sample for a real picture, so the generator learns to please a judge that
 * tells nothing apart (Goodfellow 2016, arXiv:1701.00160, section 8.2).
 */
export const generatorWon: Rule = ({ rows, evaluations }) => {
  const long = lastPart(rows, LONG)
  if (long.length < LEAST_ROWS) return undefined
  const seen = meanOf(long, seenThrough)
  const nowhere = stuck(evaluations, 1)
  const limit = nowhere === undefined ? HARDLY_ANY : SEEN_THROUGH
  return {
    illness: 'generator-won',
    beyond: Math.min(below(seen, limit), nowhere ?? Infinity),
    since: heldSince(rows, (mean) => mean(seenThrough) < limit),
    sentence: `The generator has won: for long the discriminator has seen through only ${percent(seen)} of its samples, so it is too weak to say what is wrong with them.`,
    evidence: [
      { kind: 'figure', title: 'Samples it sees through', value: seen, limit },
      { kind: 'curve', columns: ['realAccuracy', 'fakeAccuracy'] }
    ]
  }
}

const seenThrough = ({ fakeAccuracy }: MetricRow): number => fakeAccuracy
