import { FIGURES, type ReportedRun } from './reported-run.ts'

type Cell = string | number | boolean | undefined

/** Runs, figures of training and evaluations as three tables (RFC 4180), by the names of their files. */
export function writeTables(runs: readonly ReportedRun[]): Map<string, string> {
  return new Map([
    ['runs.csv', table(RUN_COLUMNS, runs.map(runCells))],
    ['training.csv', table(TRAINING_COLUMNS, runs.flatMap(trainingCells))],
    ['evaluations.csv', table(EVALUATION_COLUMNS, runs.flatMap(evaluationCells))]
  ])
}

const RUN_COLUMNS = [
  'run',
  'name',
  'state',
  'dataset',
  'preset',
  'images',
  'config_digest',
  'config'
]
const TRAINING_COLUMNS = ['run', 'images', 'seconds', ...FIGURES.map(([, name]) => name)]
const EVALUATION_COLUMNS = ['run', 'images', 'measure', 'value', 'real', 'samples', 'reals']

function runCells({ run, dataset }: ReportedRun): Cell[] {
  const config = JSON.stringify(run.config)
  const { id, name, state, preset, images, configDigest } = run
  return [id, name, state, dataset?.name, preset, images, configDigest, config]
}

function trainingCells({ run, rows }: ReportedRun): Cell[][] {
  return rows.map((row) => [
    run.id,
    row.images,
    row.seconds,
    ...FIGURES.map(([column]) => row[column])
  ])
}

function evaluationCells({ run, evaluations }: ReportedRun): Cell[][] {
  return evaluations.flatMap(({ images, measures }) =>
    measures.map(({ id, value, real, samples, reals }) => [
      ...[run.id, images, id],
      ...[value, real, samples, reals]
    ])
  )
}

function table(columns: readonly string[], rows: readonly Cell[][]): string {
  return [columns, ...rows].map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('')
}

// A spreadsheet takes a text that begins so for a formula; names are a person's own.
const FORMULA = /^[=+\-@\t\r]/

function cellText(cell: Cell): string {
  if (cell === undefined) return ''
  if (typeof cell !== 'string') return String(cell)
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
