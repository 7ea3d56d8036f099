import type { Evaluation } from '../../../src-main/contract/evaluation.ts'
import type { MetricRow, Run } from '../../../src-main/contract/models.ts'
import type { ValueAxis } from '../../parts/plot-lines.ts'
import { placeOn, type CompareAxis, type Curve } from '../../state/compare-series.ts'
import type { RunHistory } from '../../state/comparison.svelte.ts'
import {
  MEASURED_CURVES,
  PLAYING_CURVES,
  STEPPING_CURVES,
  type CurveGroup
} from '../train/curves.ts'

/** One figure of several runs in one plot. */
export interface ComparedFigure {
  /** Names it among what the window remembers. */
  id: string
  title: string
  help: string
  source?: string | undefined
  axis: ValueAxis
  open: boolean
  noisy: boolean
  sparse: boolean
  format(value: number): string
  /** Undefined where nothing was measured. */
  of(row: MetricRow | Evaluation): number | undefined
  /** What its values are taken from. */
  rows(history: RunHistory): readonly (MetricRow | Evaluation)[]
}

// Each line of the live view's plots by itself; real pictures beside real ones are no run's own.
const figuresOf = <Row extends MetricRow | Evaluation>(
  { id, title, help, source, lines, axis = {}, open, noisy, sparse }: CurveGroup<Row>,
  rows: ComparedFigure['rows']
): ComparedFigure[] =>
  lines
    .filter(({ name }) => name !== 'Real pictures')
    .map(({ name, value, format }, at, all) => ({
      id: `compare-${id}-${at}`,
      title: all.length > 1 ? `${title}: ${name.toLowerCase()}` : title,
      ...{ help, source, axis, open, format, rows },
      ...{ noisy: noisy ?? false, sparse: sparse ?? false },
      of: (row: MetricRow | Evaluation) => value(row as Row)
    }))

const stepwise = ({ rows }: RunHistory): readonly MetricRow[] => rows
const measured = ({ evaluations }: RunHistory): readonly Evaluation[] => evaluations

/** In the order in which the page shows them. */
export const COMPARED_FIGURES: readonly ComparedFigure[] = [
  ...MEASURED_CURVES.flatMap((group) => figuresOf(group, measured)),
  ...PLAYING_CURVES.flatMap((group) => figuresOf(group, stepwise)),
  ...STEPPING_CURVES.filter(({ id }) => id === 'gradients' || id === 'weights').flatMap((group) =>
    figuresOf(group, stepwise)
  )
]

/** The curve of a figure of a run over an axis; without what is no number. */
export function curveOf(
  { of, rows }: ComparedFigure,
  run: Run,
  history: RunHistory,
  axis: CompareAxis
): Curve {
  const clock = history.rows
  const known = rows(history).flatMap((row) => {
    const value = of(row)
    return value !== undefined && Number.isFinite(value) ? [{ row, value }] : []
  })
  return {
    at: known.map(({ row }) =>
      axis === 'time' && isStep(row) ? row.seconds : placeOn(axis, run, clock, row.images)
    ),
    values: known.map(({ value }) => value)
  }
}

// An evaluation's seconds are those that measuring took.
function isStep(row: MetricRow | Evaluation): row is MetricRow {
  return 'generatorLoss' in row
}
