import type { Evaluation, Measure } from '../../src-main/contract/evaluation.ts'

/** A measure of runs that differ in their seeds alone. */
export interface MeasuredCell {
  mean: number
  /** Half of the 95 % confidence interval of the mean; absent for a single run. */
  half?: number
  runs: number
}

/** One measure in every group of runs. */
export interface MeasuredRow extends Pick<Measure, 'id' | 'title' | 'help' | 'source' | 'better'> {
  /** Of real pictures beside real ones, where that is known. */
  real?: number
  /** Undefined for a group that has not been measured. */
  cells: (MeasuredCell | undefined)[]
  /** The group that is best, by its mean; none where several are. */
  best: number | undefined
}

// Student's t at 97.5 % for 1 to 7 degrees of freedom, as many as eight runs can have.
const STUDENT = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365]

/** Mean and confidence of a measure over seeds; undefined without values. */
export function meanOf(values: readonly number[]): MeasuredCell | undefined {
  const runs = values.length
  if (runs === 0) return undefined
  const mean = values.reduce((sum, value) => sum + value, 0) / runs
  if (runs === 1) return { mean, runs }
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (runs - 1)
  const student = STUDENT[Math.min(runs - 1, STUDENT.length) - 1]!
  return { mean, half: student * Math.sqrt(variance / runs), runs }
}

// How far a value is from what is wished; undefined where nothing is.
const DISTANCE: Record<Measure['better'], ((value: number, real?: number) => number) | undefined> =
  {
    lower: (value) => value,
    higher: (value) => -value,
    one: (value) => Math.abs(value - 1),
    none: (value, real) => (real === undefined ? NaN : Math.abs(value - real))
  }

/** Measures as rows, a cell for each group of evaluations; measures in the order in which they first come. */
export function measureRows(
  groups: readonly (readonly (Evaluation | undefined)[])[]
): MeasuredRow[] {
  const all = groups.flat().flatMap((evaluation) => evaluation?.measures ?? [])
  const first = all.filter(({ id }, at) => all.findIndex((one) => one.id === id) === at)
  return first.map(({ id, title, help, source, better, real }) => {
    const cells = groups.map((group) => meanOf(valuesIn(group, id)))
    const row = {
      ...{ id, title, help, source, better, cells },
      ...(real !== undefined && { real })
    }
    return { ...row, best: bestOf(row) }
  })
}

function valuesIn(group: readonly (Evaluation | undefined)[], id: string): number[] {
  return group.flatMap(
    (evaluation) =>
      evaluation?.measures.filter((measure) => measure.id === id).map(({ value }) => value) ?? []
  )
}

function bestOf({ cells, better, real }: Omit<MeasuredRow, 'best'>): number | undefined {
  const distance = DISTANCE[better]
  const found = cells
    .map((cell, group) => ({ group, far: cell && distance ? distance(cell.mean, real) : NaN }))
    .filter(({ far }) => !Number.isNaN(far))
  if (found.length < 2) return undefined
  const least = Math.min(...found.map(({ far }) => far))
  const [best, ...others] = found.filter(({ far }) => far === least)
  return others.length === 0 ? best?.group : undefined
}
