import type { MetricRow } from '../../contract/models.ts'
import { stuck } from '../course.ts'
import { below, percent, type Rule } from '../finding.ts'
import { heldSince, lastPart, meanOf } from '../history.ts'

// Of a run so far: what passes sooner is a phase.
const LONG = 1 / 3
const LEAST_ROWS = 30
// Share of pictures that the discriminator mistakes; without evaluations it must be as good as none.
const MISTAKES = 0.03
const HARDLY_ANY = 0.003

/**
 * The discriminator tells all pictures apart, so that its verdict says nothing to the generator (Arjovsky and Bottou
 * 2017, arXiv:1701.04862, theorem 2.1 and section 2.2): its gradient vanishes, or is large and points nowhere. In
 * some games, as wgan, it may well be far ahead; then the samples get better all the same.
 */
export const discriminatorWon: Rule = ({ rows, evaluations }) => {
  const long = lastPart(rows, LONG)
  if (long.length < LEAST_ROWS) return undefined
  const mistakes = meanOf(long, mistaken)
  const nowhere = stuck(evaluations, 1)
  const limit = nowhere === undefined ? HARDLY_ANY : MISTAKES
  return {
    illness: 'discriminator-won',
    beyond: Math.min(below(mistakes, limit), nowhere ?? Infinity),
    since: heldSince(rows, (mean) => mean(mistaken) < limit),
    sentence: `The discriminator has won: for long it has mistaken only ${percent(mistakes)} of the pictures, so it tells the generator that everything is wrong and no longer in which direction to get better.`,
    evidence: [
      { kind: 'figure', title: 'Pictures it mistakes', value: mistakes, limit },
      { kind: 'curve', columns: ['realAccuracy', 'fakeAccuracy'] },
      { kind: 'curve', columns: ['generatorLoss', 'generatorGradient'] }
    ]
  }
}

const mistaken = (row: MetricRow): number => 1 - Math.min(row.realAccuracy, row.fakeAccuracy)
