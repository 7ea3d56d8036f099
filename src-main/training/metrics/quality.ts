import { CHOOSING_MEASURE } from '../../contract/evaluation.ts'
import { densityAndCoverage } from './density-coverage.ts'
import { countOf } from './features.ts'
import { frechetOf } from './frechet.ts'
import type { Metric } from './metric.ts'

/**
 * Fréchet distance / coverage, both in random features. The Fréchet distance knows mean and spread only, and a
 * generator that leaves out kinds of pictures can match these; coverage is blind to how far off samples are. Their
 * quotient is the distance per real picture that is reached. It is made in random features alone, as these are
 * the same for all checkpoints, whether there was a classifier yet or not.
 */
export const quality: Metric = {
  id: CHOOSING_MEASURE,
  title: 'Quality',
  help: 'The Fréchet distance divided by coverage: what is off, the more so the fewer real pictures have a sample near them. The checkpoint with the lowest is marked as the best; as many real pictures reach what stands beside it.',
  source: 'Heusel et al. 2017, arXiv:1706.08500, equation 6; Naeem et al. 2020, arXiv:2002.09797',
  better: 'lower',
  space: 'random',
  reals: 'as-many',
  measure: async (comparison) => {
    const { coverage } = await densityAndCoverage(comparison)
    // Where none is reached: as if it were half of one.
    const least = 0.5 / countOf(comparison.reals)
    return (await frechetOf(comparison)) / Math.max(coverage, least)
  }
}
