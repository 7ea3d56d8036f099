import type { DirectionFacts } from '../../../../src-main/contract/latent.ts'
import { formatCount, formatShare } from '../../../format.ts'
import type { Making } from '../../../state/directions.svelte.ts'

/** What each way to a new direction is called, and what it does. */
export const MAKING_WORDS: Record<Making, { label: string; words: string }> = {
  labelled: {
    label: 'Sort samples',
    words:
      'Say yes or no of 20 to 50 generated pictures; a linear SVM finds the way from the one side to the other.'
  },
  difference: {
    label: 'Compare examples',
    words:
      'From the mean of some pictures to the mean of others; what goes along only by chance is taken out.'
  },
  attribute: {
    label: 'Use a label',
    words:
      'A classifier learns a label of the data set, once, and then sorts thousands of generated pictures.'
  },
  components: {
    label: 'Let the model tell',
    words:
      'The principal components of what the generator’s first features make of the space (GANSpace, Härkönen et al. 2020).'
  },
  dimension: { label: 'One dimension', words: 'A single number of the vector, under a name.' }
}

/** What is known of a direction, for its list of facts. */
export function directionFacts(facts: DirectionFacts): { term: string; value: string }[] {
  const { samples, accuracy, confidentAccuracy, explained, classifierAccuracy } = facts
  const rows: [string, string | undefined][] = [
    ['From', facts.words],
    ['Samples', samples === undefined ? undefined : formatCount(samples)],
    ['Right side', accuracy === undefined ? undefined : `${formatShare(accuracy)} of held-out`],
    ['Where sure', confidentAccuracy === undefined ? undefined : formatShare(confidentAccuracy)],
    ['Classifier', classifierAccuracy === undefined ? undefined : formatShare(classifierAccuracy)],
    ['Explains', explained === undefined ? undefined : `${formatShare(explained)} of the variance`]
  ]
  return rows.flatMap(([term, value]) => (value === undefined ? [] : [{ term, value }]))
}

/** The same in a few words, for its card. */
export function shortFacts({ accuracy, explained, samples }: DirectionFacts): string {
  const parts = [
    accuracy === undefined ? '' : `${formatShare(accuracy)} right`,
    explained === undefined ? '' : `${formatShare(explained)} of the variance`,
    samples === undefined ? '' : `${formatCount(samples)} samples`
  ]
  return parts.filter((part) => part !== '').join(' · ')
}
