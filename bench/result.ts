/** One line of a benchmark's result. */
export interface Result {
  bench: string
  [field: string]: unknown
}
