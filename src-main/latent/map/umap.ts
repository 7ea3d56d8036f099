import { UMAP } from 'umap-js'
import type { Breathe } from '../../datasets/breathe.ts'
import type { Random } from '../../engine/random.ts'
import type { Neighbours } from './neighbours.ts'

/** How many neighbours a sample is kept near to: the usual number, itself counted. */
export const UMAP_NEIGHBOURS = 15

/**
 * Lays samples out so that neighbours stay neighbours (McInnes et al. 2018, arXiv:1802.03426): two numbers
 * each. `neighbours` are 14 or more of each sample; the same random numbers give the same map.
 */
export async function umapPlaces(
  { indices, distances, count }: Neighbours,
  random: Random,
  { report, breathe }: { report: (done: number, total: number) => void; breathe: Breathe }
): Promise<Float32Array> {
  const samples = indices.length / count
  const nNeighbors = Math.min(UMAP_NEIGHBOURS, count + 1)
  const umap = new UMAP({ nComponents: 2, nNeighbors, random: () => random.uniform() })
  const rowOf = (values: ArrayLike<number>, sample: number): number[] =>
    Array.from({ length: nNeighbors - 1 }, (_, at) => values[sample * count + at]!)
  // As the library counts: each sample is the nearest to itself.
  const all = Array.from({ length: samples }, (_, sample) => sample)
  umap.setPrecomputedKNN(
    all.map((sample) => [sample, ...rowOf(indices, sample)]),
    all.map((sample) => [0, ...rowOf(distances, sample)])
  )
  // With neighbours given, the rows themselves are only counted.
  const epochs = umap.initializeFit(all.map((sample) => [sample]))
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step()
    report(epoch + 1, epochs)
    await breathe()
  }
  return Float32Array.from(umap.getEmbedding().flat())
}
