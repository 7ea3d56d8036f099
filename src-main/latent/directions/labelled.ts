import { StudioError } from '../../contract/errors.ts'
import { createRandom, STREAMS } from '../../engine/random.ts'
import { unit } from './algebra.ts'
import { accuracyOf, findBoundary, type Found } from './boundary.ts'
import { deviationOf } from './model.ts'
import type { Source } from './source.ts'

// With fewer of a kind in a hundred dimensions almost any sorting can be told apart, by chance.
const STEADY = 10
const SEED = 1

/** The normal of the boundary between samples that a person has sorted. */
export const fromLabelled: Source<'labelled'> = async ({ source: { yes, no }, model }, context) => {
  if (yes.length < 2 || no.length < 2) {
    throw new StudioError(
      'direction/one-class',
      `There are ${yes.length} samples with it and ${no.length} without; sort at least two of each.`
    )
  }
  const deviation = deviationOf(model.config)
  const standard = (samples: number[][]) => samples.map((z) => z.map((value) => value / deviation))
  const random = createRandom(SEED, STREAMS.directions)
  const boundary = await findBoundary({ yes: standard(yes), no: standard(no) }, random, context)
  const samples = yes.length + no.length
  const warning =
    Math.min(yes.length, no.length) < STEADY
      ? `; with fewer than ${STEADY} of a kind it follows chance as much as what you meant: sort more`
      : ''
  return [
    {
      name: 'Sorted samples',
      vector: unit(boundary.weights, 'The samples with it and those without are the same.'),
      facts: {
        source: 'labelled',
        words: `SVM on ${samples} samples that you sorted${warning}`,
        samples,
        accuracy: accuracyOf(boundary.heldOut),
        confidentAccuracy: accuracyOf(boundary.heldOut, farHalf(boundary))
      }
    }
  ]
}

/** Whether a decision is among the half of all that lie farthest from the boundary. */
function farHalf({ heldOut: { yes, no } }: Found): (decision: number) => boolean {
  const distances = [...yes, ...no].map(Math.abs).sort((a, b) => a - b)
  const middle = distances[Math.floor(distances.length / 2)]!
  return (decision) => Math.abs(decision) >= middle
}
