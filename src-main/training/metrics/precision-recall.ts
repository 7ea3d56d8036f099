import { eachSquares, type Tools } from './distances.ts'
import { countOf, type View } from './features.ts'
import type { Metric } from './metric.ts'
import { squaredRadii } from './neighbours.ts'

// Kynkäänniemi et al., section 2.
const NEIGHBOURS = 3

/** The share of `asked` that lies in a ball around a row of `among` that reaches to its third nearest other one. */
async function shareInside(asked: View, among: View, tools: Tools): Promise<number> {
  const radii = await squaredRadii(among, NEIGHBOURS, tools)
  let inside = 0
  await eachSquares(asked, among, tools, (_, squares) => {
    if (squares.some((square, other) => square <= radii[other]!)) inside++
  })
  return inside / countOf(asked)
}

const COMMON = {
  source: 'Kynkäänniemi et al. 2019, arXiv:1904.06991, equation 2',
  better: 'higher',
  space: 'random',
  reals: 'as-many'
} as const

export const precision: Metric = {
  ...COMMON,
  id: 'precision',
  title: 'Precision',
  help: 'The share of samples that lie among the real pictures, 0-1. Strays among the real pictures raise it; density minds them less.',
  measure: ({ samples, reals, ...tools }) => shareInside(samples, reals, tools)
}

export const recall: Metric = {
  ...COMMON,
  id: 'recall',
  title: 'Recall',
  help: 'The share of real pictures that lie among the samples, 0-1. Strays among the samples raise it; coverage minds them less.',
  measure: ({ samples, reals, ...tools }) => shareInside(reals, samples, tools)
}
