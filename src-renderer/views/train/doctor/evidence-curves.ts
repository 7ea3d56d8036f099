import type { MetricRow } from '../../../../src-main/contract/models.ts'
import { PLAYING_CURVES, STEPPING_CURVES, type CurveGroup, type PacedRow } from '../curves.ts'

// The live view's group that shows a column.
const GROUPS: Partial<Record<keyof MetricRow, string>> = {
  generatorLoss: 'losses',
  discriminatorLoss: 'losses',
  realAccuracy: 'accuracy',
  fakeAccuracy: 'accuracy',
  generatorGradient: 'gradients',
  discriminatorGradient: 'gradients',
  generatorWeights: 'weights',
  discriminatorWeights: 'weights'
}

/** The groups of curves that show some columns, each once. */
export function curvesOf(columns: readonly string[]): CurveGroup<PacedRow>[] {
  const wanted = new Set(columns.map((column) => GROUPS[column as keyof MetricRow]))
  return [...PLAYING_CURVES, ...STEPPING_CURVES].filter(({ id }) => wanted.has(id))
}
