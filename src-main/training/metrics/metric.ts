import type { Measure } from '../../contract/evaluation.ts'
import type { Breathe } from '../../datasets/breathe.ts'
import type { View } from './features.ts'

/** The products of all rows of `a` with all rows of `b`, both of `width` numbers: rows of a x rows of b. */
export type Multiply = (a: Float32Array, b: Float32Array, width: number) => Float32Array

/** Pictures beside real ones, in the features of one kind of network. */
export interface Comparison {
  /** Those that are judged: generated ones, or other real ones, which says what can be reached. */
  samples: View
  /** Real pictures, as many as samples and none of them among these. */
  reals: View
  /** All real pictures whose features are known. */
  known: View
  /** The row of `known` at which the samples start, where they are real themselves. */
  samplesFrom?: number
  multiply: Multiply
  breathe: Breathe
}

/**
 * In what features: of networks with random weights, of these only such as keep where things are, or of a
 * classifier of the data set's own labels.
 */
export type Space = 'random' | 'layout' | 'labels'

/** One entry of the table of metrics; a file of its own each. */
export interface Metric extends Pick<Measure, 'id' | 'title' | 'help' | 'source' | 'better'> {
  space: Space
  /** Which real pictures it is made from: as many as samples, or all that are known. */
  reals: 'as-many' | 'known'
  measure(comparison: Comparison): Promise<number>
}
