import type { Evaluation } from '../../contract/evaluation.ts'
import { above, below, percent, type Rule } from '../finding.ts'
import { lastPart, meanOf } from '../history.ts'
import { besideReal, measuredSince } from '../measured.ts'

// Distance of samples to the nearest training picture, over that of training pictures among themselves: nearer than
// this they are copies whatever else is seen.
const COPIES = 0.6
// Nearer than real pictures are to each other: suspicious where samples are varied, not a blur in the middle of all,
// and the discriminator knows nearly every training picture.
const NEAR = 0.97
const VARIED = 0.75
const MISTAKES = 0.05
// Ratios of distances are close to 1 and mean much.
const WEIGHT = 4
const LONG = 1 / 3

/** Samples are nearer to training pictures than these are to each other (Meehan et al. 2020, arXiv:2004.05675). */
export const memorised: Rule = ({ rows, evaluations }) => {
  const newest = evaluations.at(-1)
  const near = nearnessOf(newest)
  const varied = besideReal(newest, 'diversity')
  const long = lastPart(rows, LONG)
  if (!newest || near === undefined || varied === undefined || long.length === 0) return undefined
  const mistakes = meanOf(long, (row) => 1 - Math.min(row.realAccuracy, row.fakeAccuracy))
  const byHeart = Math.min(
    WEIGHT * below(near, NEAR),
    WEIGHT * above(varied, VARIED),
    below(mistakes, MISTAKES)
  )
  return {
    illness: 'memorised',
    beyond: Math.max(WEIGHT * below(near, COPIES), byHeart),
    since: measuredSince(evaluations, (one) => (nearnessOf(one) ?? 1) < NEAR) ?? newest.images,
    sentence: `It has learned pictures by heart: its samples lie nearer to training pictures than these lie to each other, at ${percent(near)} of that distance, and the discriminator mistakes only ${percent(mistakes)} of the pictures.`,
    evidence: [
      {
        ...{ kind: 'figure', title: 'Distance to training pictures, beside their own' },
        ...{ value: near, limit: NEAR }
      },
      { kind: 'figure', title: 'Pictures it mistakes', value: mistakes, limit: MISTAKES },
      {
        ...{ kind: 'picture', images: newest.images, picture: 'nearest' },
        words: 'Its samples, and below each the training picture that it is most like.'
      },
      { kind: 'curve', columns: ['realAccuracy', 'fakeAccuracy'] }
    ]
  }
}

function nearnessOf(evaluation: Evaluation | undefined): number | undefined {
  return besideReal(evaluation, 'nearest-training')
}
