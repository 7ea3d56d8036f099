import { countOf } from './features.ts'
import type { Comparison, Metric } from './metric.ts'
import { nearestRows, type Nearest } from './neighbours.ts'

// Of the median distance of a real picture to the most similar other one: closer than this no two real pictures
// come to lie but copies.
const NEAR_SHARE = 0.5

const SAME = (row: number): number => row

/** For each sample the nearest other one. */
export function nearestTwins({ samples, ...tools }: Comparison): Promise<Nearest> {
  return nearestRows(samples, samples, tools, SAME)
}

export const duplicates: Metric = {
  id: 'duplicates',
  title: 'Duplicates',
  help: 'The share of samples that have a nearly identical one among the others, 0-1. By the birthday paradox N distinct pictures show their first repetition among some 1.2 √N samples: repetitions among so few mean that the generator knows few pictures.',
  source: 'Arora and Zhang 2017, arXiv:1706.08224, section 3',
  better: 'lower',
  space: 'layout',
  reals: 'as-many',
  measure: async (comparison) => {
    const { reals, samples, ...tools } = comparison
    const usual = (await nearestRows(reals, reals, tools, SAME)).distances.sort()
    const limit = NEAR_SHARE * usual[Math.floor(usual.length / 2)]!
    const { distances } = await nearestTwins(comparison)
    return distances.filter((distance) => distance < limit).length / countOf(samples)
  }
}
