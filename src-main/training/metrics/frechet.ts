import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import type { Breathe } from '../../datasets/breathe.ts'
import type { Comparison, Metric } from './metric.ts'
import { momentsOf, type Moments } from './moments.ts'

/**
 * The Fréchet distance of two normal distributions (Dowson and Landau 1982), squared:
 * |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^1/2). The trace of the root is the sum of the roots of the eigenvalues
 * of C1^1/2 C2 C1^1/2, which is symmetric and has those of C1 C2; so covariances without full rank, as of
 * fewer rows than dimensions, do no harm.
 */
export async function frechetDistance(a: Moments, b: Moments, breathe: Breathe): Promise<number> {
  const root = rootOf(a.covariance)
  await breathe()
  const product = root.mmul(b.covariance).mmul(root)
  await breathe()
  const shared = eigen(product).realEigenvalues.reduce((sum, value) => sum + rootOfLeast(value), 0)
  const apart = a.mean.reduce((sum, value, at) => sum + (value - b.mean[at]!) ** 2, 0)
  return Math.max(0, apart + a.covariance.trace() + b.covariance.trace() - 2 * shared)
}

/** The distance of samples from real pictures, the mean over networks. */
export async function frechetOf({ samples, reals, breathe }: Comparison): Promise<number> {
  let sum = 0
  for (const [network, rows] of samples.entries()) {
    const a = await momentsOf(rows, breathe)
    const b = await momentsOf(reals[network]!, breathe)
    sum += await frechetDistance(a, b, breathe)
  }
  return sum / samples.length
}

/** Networks that see a whole picture. */
export type Seeing = 'random' | 'labels'

/** Whose features, in the words of a help. */
export const SEEN_BY: Record<Seeing, string> = {
  random: 'three convolutional networks with fixed random weights see',
  labels: 'a classifier of the data set’s own labels sees'
}

/** The Fréchet distance in the features of one kind. */
export function frechetMetric(space: Seeing, title: string): Metric {
  return {
    id: `frechet-${space}`,
    title,
    help: `How far the distribution of samples is from that of real pictures in what ${SEEN_BY[space]}, by mean and spread; 0 is the same. With few samples it comes out too large, for two halves of the real pictures too, so read it beside theirs and compare it at equal numbers only.`,
    source: 'Heusel et al. 2017, arXiv:1706.08500, equation 6; random features: arXiv:2208.09218',
    better: 'lower',
    space,
    reals: 'as-many',
    measure: frechetOf
  }
}

function rootOf(covariance: Matrix): Matrix {
  const { realEigenvalues, eigenvectorMatrix } = eigen(covariance)
  const scaled = Matrix.mul(eigenvectorMatrix, 1)
  realEigenvalues.forEach((value, column) => scaled.mulColumn(column, rootOfLeast(value)))
  return scaled.mmul(eigenvectorMatrix.transpose())
}

const eigen = (matrix: Matrix): EigenvalueDecomposition =>
  new EigenvalueDecomposition(matrix, { assumeSymmetric: true })

// Rounding takes the smallest below zero.
const rootOfLeast = (value: number): number => Math.sqrt(Math.max(0, value))
