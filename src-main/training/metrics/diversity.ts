import { eachSquares } from './distances.ts'
import { countOf } from './features.ts'
import type { Metric } from './metric.ts'

export const diversity: Metric = {
  id: 'diversity',
  title: 'Diversity',
  help: 'The mean distance between two samples. Beside the same for real pictures: far below it, the samples are too much alike.',
  source:
    'as the mean pairwise distance in Zhang et al. 2018, arXiv:1801.03924, here in random features',
  better: 'none',
  space: 'random',
  reals: 'as-many',
  measure: async ({ samples, ...tools }) => {
    const count = countOf(samples)
    let sum = 0
    await eachSquares(samples, samples, tools, (row, squares) => {
      for (let other = 0; other < row; other++) sum += Math.sqrt(squares[other]!)
    })
    return sum / ((count * (count - 1)) / 2)
  }
}
