import type { Experiment } from '../../src-main/contract/experiment.ts'
import type { RunValue, TableRun } from './run-query.ts'

/** One axis of a parallel-coordinates plot. */
export interface PlotAxis {
  key: string
  /** What is written along it, and where, from 0 (below) to 1. */
  ticks: { words: string; at: number }[]
  /** Where a value lies, 0-1; undefined where it is none. */
  place(value: RunValue): number | undefined
}

// Beyond so many values that differ, single ones cannot be read.
const MOST_VALUES = 8

/** Settings that an experiment varies, in its order, and seeds where there are several. */
export function variedKeys({ search, seeds }: Experiment): string[] {
  const ranges = search.kind === 'random' ? search.ranges : []
  const keys = [...search.axes, ...ranges].map(({ key }) => key)
  return seeds.length > 1 ? [...keys, 'seed'] : keys
}

/** What a setting of a run was when it began, whatever a schedule made of it since. */
export function settingOf({ run }: TableRun, key: string): RunValue {
  const settings: Partial<Record<string, RunValue>> = run.config
  return settings[key]
}

/** The different values of a setting of some runs, numbers ascending before words. */
export function valuesOf(rows: readonly TableRun[], key: string): RunValue[] {
  return ordered(rows.map((row) => settingOf(row, key)))
}

function ordered(values: readonly RunValue[]): RunValue[] {
  const all = [...new Set(values)]
  const numbers = all.filter((value): value is number => Number.isFinite(value))
  const words = all.filter((value) => value !== undefined && typeof value !== 'number')
  return [...numbers.sort((a, b) => a - b), ...words]
}

/**
 * The axis of a setting or, `isFigure`, of a figure for some runs: few values stand evenly in their order, many numbers on a scale, which is
 * logarithmic where they are positive and span more than a factor of ten.
 */
export function axisOf(
  rows: readonly TableRun[],
  key: string,
  say: (value: RunValue) => string,
  isFigure = false
): PlotAxis {
  const values = isFigure
    ? ordered(rows.map(({ summary }) => summary?.figures[key])).filter(Number.isFinite)
    : valuesOf(rows, key)
  const numbers = values.filter((value) => typeof value === 'number')
  if (!isFigure && (values.length <= MOST_VALUES || numbers.length < values.length)) {
    const at = (place: number): number => (values.length < 2 ? 0.5 : place / (values.length - 1))
    return {
      key,
      ticks: values.map((value, place) => ({ words: say(value), at: at(place) })),
      place: (value) => (values.includes(value) ? at(values.indexOf(value)) : undefined)
    }
  }
  const [least = 0, most = 1] = [numbers[0], numbers.at(-1)]
  const scaled = least > 0 && most / least > 10 ? Math.log : (value: number): number => value
  const span = scaled(most) - scaled(least)
  return {
    key,
    ticks:
      numbers.length === 0
        ? []
        : [{ words: say(least), at: 0 }, ...(span > 0 ? [{ words: say(most), at: 1 }] : [])],
    place: (value) => {
      if (typeof value !== 'number' || !Number.isFinite(value)) return undefined
      return span > 0 ? (scaled(value) - scaled(least)) / span : 0
    }
  }
}

/** Which keys a matrix of pictures has down and across, and at which values the others are held. */
export interface MatrixKeys {
  down: string
  /** Empty for a single column. */
  across: string
  holding: Record<string, RunValue>
}

/** The runs of an experiment by the values of two keys; a cell is empty where its run has been deleted. */
export function matrixOf(
  rows: readonly TableRun[],
  { down, across, holding }: MatrixKeys
): { down: RunValue[]; across: RunValue[]; cells: (TableRun | undefined)[][] } {
  const at = (row: TableRun, key: string): RunValue =>
    key === '' ? undefined : settingOf(row, key)
  const fitting = rows.filter((row) =>
    Object.entries(holding).every(([key, value]) => settingOf(row, key) === value)
  )
  const columns = across === '' ? [undefined] : valuesOf(rows, across)
  const lines = valuesOf(rows, down)
  const cells = lines.map((line) =>
    columns.map((column) =>
      fitting.find((row) => at(row, down) === line && at(row, across) === column)
    )
  )
  return { down: lines, across: columns, cells }
}
