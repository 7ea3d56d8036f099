/** One row of `width` numbers a picture, as one network sees it. */
export interface Rows {
  width: number
  /** count x width, rows first. */
  values: Float32Array
}

/** What several networks see of the same pictures, row by row. */
export type View = readonly Rows[]

/** How many pictures a view is of. */
export function countOf(view: View): number {
  const [first] = view
  return first ? first.values.length / first.width : 0
}

/** `count` rows of a view from row `from` on, without a copy. */
export function slice(view: View, from: number, count: number): View {
  return view.map(({ width, values }) => ({
    width,
    values: values.subarray(from * width, (from + count) * width)
  }))
}

/** What takes features to mean 0 and deviation 1 along each axis. */
export interface Standard {
  mean: Float64Array
  deviation: Float64Array
}

// Of the mean deviation: a unit of a network that never moves stays where it is.
const LEAST_DEVIATION = 1e-3

/** The standard of some rows. */
export function standardOf({ width, values }: Rows): Standard {
  const count = values.length / width
  const mean = new Float64Array(width)
  for (let i = 0; i < values.length; i++) mean[i % width]! += values[i]! / count
  const variance = new Float64Array(width)
  for (let i = 0; i < values.length; i++)
    variance[i % width]! += (values[i]! - mean[i % width]!) ** 2 / count
  const typical = Math.sqrt(variance.reduce((sum, value) => sum + value, 0) / width) || 1
  const least = LEAST_DEVIATION * typical
  return { mean, deviation: variance.map((value) => Math.max(Math.sqrt(value), least)) }
}

/** Brings rows to a standard, in place; distances then do not hang on how loud a unit happens to be. */
export function standardise({ width, values }: Rows, { mean, deviation }: Standard): void {
  for (let i = 0; i < values.length; i++)
    values[i] = (values[i]! - mean[i % width]!) / deviation[i % width]!
}
