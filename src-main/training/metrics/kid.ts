import { eachProducts } from './distances.ts'
import { countOf, type View } from './features.ts'
import { SEEN_BY, type Seeing } from './frechet.ts'
import type { Comparison, Metric } from './metric.ts'

/** The kernel distance of samples from real pictures, the mean over networks; unbiased, so it can be negative. */
export async function kidOf({ samples, reals, ...tools }: Comparison): Promise<number> {
  const [m, n] = [countOf(samples), countOf(reals)]
  const within = async (view: View, count: number): Promise<number> =>
    (await sumOfKernels(view, view, tools, true)) / (count * (count - 1))
  const between = (await sumOfKernels(samples, reals, tools, false)) / (m * n)
  return (await within(samples, m)) + (await within(reals, n)) - 2 * between
}

/** k(x, y) = (x y / d + 1)^3 over all pairs of rows, those of a row with itself left out where asked for. */
async function sumOfKernels(
  a: View,
  b: View,
  tools: Pick<Comparison, 'multiply' | 'breathe'>,
  apart: boolean
): Promise<number> {
  let sum = 0
  await eachProducts(a, b, tools, (row, products) => {
    products.forEach((block, network) => {
      const { width } = a[network]!
      for (let other = 0; other < block.length; other++) {
        if (apart && other === row) continue
        const base = block[other]! / width + 1
        // A power of three by `**` takes ten times as long.
        sum += base * base * base
      }
    })
  })
  return sum / a.length
}

/** The kernel distance in the features of one kind. */
export function kidMetric(space: Seeing, title: string): Metric {
  return {
    id: `kid-${space}`,
    title,
    help: `How far samples are from real pictures in what ${SEEN_BY[space]}, by means of all their products up to the third order; 0 is the same. It is right on average with few samples too, and between two halves of the real pictures it lies around 0, at times below.`,
    source: 'Bińkowski et al. 2018, arXiv:1801.01401, equation 4; kernel: section 4',
    better: 'lower',
    space,
    reals: 'as-many',
    measure: kidOf
  }
}
