import type { EvidencePicture } from '../../contract/evaluation.ts'
import { countOf } from '../../training/metrics/features.ts'
import { nearestTwins } from '../../training/metrics/duplicates.ts'
import type { Comparison } from '../../training/metrics/metric.ts'
import { nearestKnown } from '../../training/metrics/nearest-training.ts'
import { nearestRows, type Nearest } from '../../training/metrics/neighbours.ts'

/** One cell of a sheet: a sample, or a known real picture, by its row. */
export type Cell = { sample: number } | { known: number }

/** A picture that shows what a measure means: cells in rows. */
export interface Sheet extends EvidencePicture {
  columns: number
  cells: Cell[]
}

// Side by side in one row, each above what belongs to it.
const PAIRS = 12
const GRID = 8

/** What there is to be seen of a comparison of samples with real pictures, whose first rows are those of `known`. */
export async function gatherEvidence(comparison: Comparison): Promise<Sheet[]> {
  const twins = closestFirst(await nearestTwins(comparison))
  // Of two that are each other's nearest one pair is enough.
  const pairs = twins.filter(
    ({ row, other }) =>
      row < other || !twins.some((twin) => twin.row === other && twin.other === row)
  )
  const learned = closestFirst(await nearestKnown(comparison)).slice(0, PAIRS)
  const { reals, samples } = comparison
  const missed = closestFirst(await nearestRows(reals, samples, comparison)).slice(-3 * GRID)
  const sheets: Sheet[] = [
    {
      id: 'samples',
      words: 'Samples of the checkpoint, not chosen.',
      columns: GRID,
      cells: range(Math.min(countOf(samples), GRID * GRID)).map((sample) => ({ sample }))
    },
    {
      id: 'duplicates',
      words: 'The most similar pairs of samples, one above the other, the closest first.',
      columns: PAIRS,
      cells: above(pairs.slice(0, PAIRS), (sample) => ({ sample }))
    },
    {
      id: 'nearest',
      words:
        'The samples that are most like a training picture, and below each that picture, the closest first.',
      columns: PAIRS,
      cells: above(learned, (known) => ({ known }))
    },
    {
      id: 'missed',
      words: 'The real pictures that no sample is like, the farthest first.',
      columns: GRID,
      cells: missed.reverse().map(({ row }) => ({ known: row }))
    }
  ]
  return sheets.filter(({ cells }) => cells.length > 0)
}

interface Pair {
  row: number
  other: number
  distance: number
}

function closestFirst({ rows, distances }: Nearest): Pair[] {
  return range(rows.length)
    .map((row) => ({ row, other: rows[row]!, distance: distances[row]! }))
    .filter(({ other }) => other >= 0)
    .sort((a, b) => a.distance - b.distance)
}

function above(pairs: readonly Pair[], below: (other: number) => Cell): Cell[] {
  return [
    ...pairs.map(({ row }): Cell => ({ sample: row })),
    ...pairs.map(({ other }) => below(other))
  ]
}

const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at)
