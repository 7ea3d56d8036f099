/** What the command line asks of a benchmark. */
export interface Options {
  /** Cases to run; all where none is named. */
  cases: string[]
  rounds: number
  steps: number
  threads: number
  device: 'cpu' | 'gpu'
  /** Contestants beside the usual ones, or, of their names, the only ones. */
  also: string[]
  only: string[]
}

/** Tells the person what is going on, one line each. */
export type Say = (line: string) => void
