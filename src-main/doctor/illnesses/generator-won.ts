import type { MetricRow } from '../../contract/models.ts'
import { stuck } from '../course.ts'
import { below, percent, type Rule } from '../finding.ts'
import { heldSince, lastPart, meanOf } from '../history.ts'

const LONG = 1 / 3
const LEAST_ROWS = 30
// Pictures that it judges rightly; tossing a coin has a half.
const RIGHT = 0.42

/**
 * The discriminator is wrong more often than a coin, so the generator learns to please a judge that knows less than
 * nothing.
 */
export const generatorWon: Rule = ({ rows, evaluations }) => {
  const long = lastPart(rows, LONG)
  if (long.length < LEAST_ROWS) return undefined
  const right = meanOf(long, rightly)
  const nowhere = stuck(evaluations, 1)
  return {
    illness: 'generator-won',
    beyond: Math.min(4 * below(right, RIGHT), nowhere ?? Infinity),
    since: heldSince(rows, (mean) => mean(rightly) < RIGHT),
    sentence: `The generator has won: for long the discriminator has judged only ${percent(right)} of the pictures rightly, fewer than by tossing a coin, so it is too weak to say what is wrong with the samples.`,
    evidence: [
      { kind: 'figure', title: 'Pictures it judges rightly', value: right, limit: RIGHT },
      { kind: 'curve', columns: ['realAccuracy', 'fakeAccuracy'] }
    ]
  }
}

const rightly = (row: MetricRow): number => (row.realAccuracy + row.fakeAccuracy) / 2
