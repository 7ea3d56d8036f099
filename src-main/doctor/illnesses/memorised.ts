import { below, percent, type Rule } from '../finding.ts'
import { besideReal, measuredSince } from '../measured.ts'

// Distance of samples to the nearest training picture, over that of training pictures among themselves.
const NEAR = 0.6

/** Samples are copies of training pictures: nearer to them than these are to each other (arXiv:2004.05675). */
export const memorised: Rule = ({ evaluations }) => {
  const newest = evaluations.at(-1)
  const near = besideReal(newest, 'nearest-training')
  if (!newest || near === undefined) return undefined
  return {
    illness: 'memorised',
    beyond: below(near, NEAR),
    since:
      measuredSince(evaluations, (one) => (besideReal(one, 'nearest-training') ?? 1) < NEAR) ??
      newest.images,
    sentence: `It has learned pictures by heart: half of its samples lie within ${percent(near)} of the distance to a training picture that training pictures have among themselves, so they are copies.`,
    evidence: [
      {
        ...{ kind: 'figure', title: 'Distance to training pictures, beside their own' },
        ...{ value: near, limit: NEAR }
      },
      {
        ...{ kind: 'picture', images: newest.images, picture: 'nearest' },
        words: 'Its samples, and below each the training picture that it is most like.'
      }
    ]
  }
}
