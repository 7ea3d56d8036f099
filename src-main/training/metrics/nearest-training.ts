import { countOf } from './features.ts'
import type { Comparison, Metric } from './metric.ts'
import { nearestRows, type Nearest } from './neighbours.ts'

/** The nearest real picture to each sample, out of all that are known; a real sample is not its own neighbour. */
export function nearestKnown(comparison: Comparison): Promise<Nearest> {
  const { samples, known, samplesFrom } = comparison
  const itself = samplesFrom === undefined ? undefined : (row: number): number => samplesFrom + row
  return nearestRows(samples, known, comparison, itself)
}

export const nearestTraining: Metric = {
  id: 'nearest-training',
  title: 'Distance to training pictures',
  help: 'The median distance from a sample to the most similar training picture. Beside the same for training pictures themselves: far below it, the generator repeats what it has learned by heart.',
  source: 'Meehan et al. 2020, arXiv:2004.05675; Webster et al. 2019, arXiv:1903.02931',
  better: 'none',
  space: 'layout',
  reals: 'known',
  measure: async (comparison) => {
    const { distances } = await nearestKnown(comparison)
    return distances.sort()[Math.floor(countOf(comparison.samples) / 2)]!
  }
}
