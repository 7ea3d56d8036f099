// Levels of a byte, and those of a histogram that is shown.
const LEVELS = 256
const BINS = 64

/** What is counted of some pixels: how often each channel has each of 256 levels, one after another. */
export type Levels = Float64Array<ArrayBuffer>

/** What the levels of some pixels say. */
export interface LevelStatistics {
  /** Of each channel, 0-1. */
  mean: number[]
  /** Of each channel, of the pixels and not of a sample of them, 0-1. */
  deviation: number[]
  /** Of each channel, shares of 64 levels. */
  histogram: number[][]
}

/** Begins a count. */
export function createLevels(channels: number): Levels {
  return new Float64Array(channels * LEVELS)
}

/** Counts bytes whose channels lie side by side. */
export function countLevels(levels: Levels, bytes: Uint8Array, channels: number): void {
  for (let i = 0; i < bytes.length; i += channels) {
    for (let channel = 0; channel < channels; channel++) {
      levels[channel * LEVELS + bytes[i + channel]!]!++
    }
  }
}

/** Exact, since sums of whole numbers are; all zeros where nothing was counted. */
export function summariseLevels(levels: Levels): LevelStatistics {
  const result: LevelStatistics = { mean: [], deviation: [], histogram: [] }
  for (let from = 0; from < levels.length; from += LEVELS) {
    const counts = levels.subarray(from, from + LEVELS)
    const count = Math.max(
      1,
      sumOf(counts, () => 1)
    )
    const mean = sumOf(counts, (level) => level) / count
    const variance = sumOf(counts, (level) => (level - mean) ** 2) / count
    result.mean.push(mean / 255)
    result.deviation.push(Math.sqrt(variance) / 255)
    const width = LEVELS / BINS
    result.histogram.push(
      Array.from({ length: BINS }, (_, bin) => {
        return sumOf(counts.subarray(bin * width, (bin + 1) * width), () => 1) / count
      })
    )
  }
  return result
}

function sumOf(counts: Float64Array, value: (level: number) => number): number {
  return counts.reduce((sum, count, level) => sum + count * value(level), 0)
}
