import type { Diagnosis } from '../contract/doctor.ts'
import type { Evaluation } from '../contract/evaluation.ts'
import type { MetricRow, Run } from '../contract/models.ts'

/** A run with everything that a report tells of it. */
export interface ReportedRun {
  run: Run
  /** Name and SHA-256 of the pictures it was trained on; absent where they are gone. */
  dataset?: { name: string; hash: string; count: number }
  /** In order of images seen. */
  rows: readonly MetricRow[]
  evaluations: readonly Evaluation[]
  /** Grids of the fixed z, in order of images seen. */
  grids: readonly { images: number; png: Uint8Array }[]
  diagnosis?: Diagnosis
}

/** The figures of training in the order of their columns, by the name that other programs get. */
export const FIGURES: readonly [
  column: Exclude<keyof MetricRow, 'images' | 'seconds'>,
  name: string
][] = [
  ['generatorLoss', 'loss/generator'],
  ['discriminatorLoss', 'loss/discriminator'],
  ['realAccuracy', 'accuracy/real'],
  ['fakeAccuracy', 'accuracy/generated'],
  ['generatorGradient', 'gradient/generator'],
  ['discriminatorGradient', 'gradient/discriminator'],
  ['generatorWeights', 'weights/generator'],
  ['discriminatorWeights', 'weights/discriminator'],
  ['generatorRate', 'rate/generator'],
  ['discriminatorRate', 'rate/discriminator'],
  ['memory', 'memory']
]
