import { eachSquares } from './distances.ts'
import { countOf } from './features.ts'
import type { Comparison, Metric } from './metric.ts'
import { squaredRadii } from './neighbours.ts'

// Naeem et al., section 4: with 5 neighbours coverage of the same distribution is 1 - 2^-5.
const NEIGHBOURS = 5

/**
 * Around each real picture a ball reaches to its `NEIGHBOURS`-th nearest other one. Density is the mean number
 * of balls that a sample lies in, as a share of `NEIGHBOURS`; coverage the share of balls with a sample in them.
 */
export async function densityAndCoverage({
  samples,
  reals,
  ...tools
}: Comparison): Promise<{ density: number; coverage: number }> {
  const radii = await squaredRadii(reals, NEIGHBOURS, tools)
  let [inside, covered] = [0, 0]
  await eachSquares(reals, samples, tools, (real, squares) => {
    const before = inside
    for (const square of squares) if (square < radii[real]!) inside++
    if (inside > before) covered++
  })
  return {
    density: inside / (NEIGHBOURS * countOf(samples)),
    coverage: covered / countOf(reals)
  }
}

const COMMON = {
  source: 'Naeem et al. 2020, arXiv:2002.09797, section 4',
  space: 'random',
  reals: 'as-many'
} as const

export const density: Metric = {
  ...COMMON,
  id: 'density',
  title: 'Density',
  help: 'How thickly real pictures lie where the samples are: 1 for real pictures themselves, near 0 where samples look like none of them, above 1 where samples keep to the commonest kinds.',
  better: 'one',
  measure: async (comparison) => (await densityAndCoverage(comparison)).density
}

export const coverage: Metric = {
  ...COMMON,
  id: 'coverage',
  title: 'Coverage',
  help: 'The share of real pictures that have a sample near them, 0-1: low where the generator leaves out kinds of pictures, or where its samples look like none.',
  better: 'higher',
  measure: async (comparison) => (await densityAndCoverage(comparison)).coverage
}
