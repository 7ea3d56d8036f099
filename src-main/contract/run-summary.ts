/** What a table of runs shows of one, beside the run itself. */
export interface RunSummary {
  run: string
  /** The last row of its training and the measures of its newest evaluation, by their ids. */
  figures: Record<string, number>
  /** The generator's and the discriminator's loss at moments spread evenly over its images. */
  sparkline: { generator: number[]; discriminator: number[] }
  /** Images seen at its newest grid; absent before the first. */
  grid?: number
  /** Bytes of its checkpoints. */
  bytes: number
}

/** Moments of a sparkline at most. */
export const SPARKLINE_POINTS = 32
