import type { MetricRow } from '../../contract/models.ts'
import { stuck } from '../course.ts'
import { below, percent, type Rule } from '../finding.ts'
import { heldSince, lastPart, meanOf } from '../history.ts'
import { besideReal } from '../measured.ts'

const LONG = 1 / 2
const LEAST_ROWS = 30
// From a half: where it judges so near to tossing a coin.
const FROM_CHANCE = 0.08
// Evaluations without progress; and without any real picture that has a sample near it, even where they creep on.
const PATIENCE = 3
const FAR_OFF = { evaluations: 5, covered: 0.03 }

/**
 * Near a half is where a game ends that went well (Goodfellow et al. 2014, arXiv:1406.2661, proposition 2), and where
 * the feedback has become noise: only samples that are bad and get no better tell them apart.
 */
export const noise: Rule = ({ rows, evaluations }) => {
  const long = lastPart(rows, LONG)
  const nowhere = stuck(evaluations, PATIENCE)
  const covered = besideReal(evaluations.at(-1), 'coverage') ?? 1
  const far = evaluations.length < FAR_OFF.evaluations ? -1 : below(covered, FAR_OFF.covered)
  if (long.length < LEAST_ROWS || nowhere === undefined) return undefined
  const from = Math.abs(meanOf(long, rightly) - 0.5)
  return {
    illness: 'noise',
    beyond: Math.min(below(from, FROM_CHANCE), Math.max(nowhere, far)),
    since: heldSince(rows, (mean) => Math.abs(mean(rightly) - 0.5) < FROM_CHANCE),
    sentence: `The discriminator's verdict has become noise: for long it has judged ${percent(meanOf(long, rightly))} of the pictures rightly, as by tossing a coin, though the samples are far from the real pictures.`,
    evidence: [
      { kind: 'figure', title: 'Distance from tossing a coin', value: from, limit: FROM_CHANCE },
      { kind: 'curve', columns: ['realAccuracy', 'fakeAccuracy'] },
      picture(evaluations.at(-1)!.images)
    ]
  }
}

const rightly = (row: MetricRow): number => (row.realAccuracy + row.fakeAccuracy) / 2

const picture = (images: number) =>
  ({ kind: 'picture', images, picture: 'samples', words: 'Its samples now.' }) as const
