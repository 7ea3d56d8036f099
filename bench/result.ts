/** One line of a benchmark's result. */
export type Result = Record<string, string | number>
