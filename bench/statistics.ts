import { median } from '../src-main/contract/median.ts'

export { median }

/** The smallest value that at least `share` (0-1) of the values do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!
}

/**
 * How long ours takes as a multiple of theirs: compared within each round first, since a machine that
 * slows down for a while slows both; then the median of the rounds.
 */
export function roundRatio(
  ours: readonly (readonly number[])[],
  theirs: readonly (readonly number[])[]
): number {
  return median(ours.map((round, index) => median(round) / median(theirs[index]!)))
}

/**
 * How fast y grows with x, and the standard error: of a value that moves by chance, in chunks, and
 * stays where it is, such as resident memory. Its increments are independent where its values are not.
 */
export function drift(
  x: readonly number[],
  y: readonly number[]
): { slope: number; standardError: number } {
  const rates = y.slice(1).map((value, i) => (value - y[i]!) / (x[i + 1]! - x[i]!))
  const slope = mean(rates)
  const variance = sum(rates.map((rate) => (rate - slope) ** 2)) / (rates.length - 1)
  return { slope, standardError: Math.sqrt(variance / rates.length) }
}

/** A number with so many decimals, for tables and files. */
export function rounded(value: number, decimals = 2): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const mean = (values: readonly number[]): number => sum(values) / values.length
