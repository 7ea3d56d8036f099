/** The middle value, of an even count the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length / 2
  return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2
}

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

/** A straight line by least squares: its slope, and the slope's standard error. */
export function fitLine(
  x: readonly number[],
  y: readonly number[]
): { slope: number; standardError: number } {
  const [meanX, meanY] = [mean(x), mean(y)]
  const spread = sum(x.map((value) => (value - meanX) ** 2))
  const slope = sum(x.map((value, i) => (value - meanX) * (y[i]! - meanY))) / spread
  const residual = sum(x.map((value, i) => (y[i]! - meanY - slope * (value - meanX)) ** 2))
  return { slope, standardError: Math.sqrt(residual / (x.length - 2) / spread) }
}

/** A number with so many decimals, for tables and files. */
export function rounded(value: number, decimals = 2): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const mean = (values: readonly number[]): number => sum(values) / values.length
