import { coverage, density } from './density-coverage.ts'
import { diversity } from './diversity.ts'
import { duplicates } from './duplicates.ts'
import { frechetMetric } from './frechet.ts'
import { kidMetric } from './kid.ts'
import type { Metric } from './metric.ts'
import { nearestTraining } from './nearest-training.ts'
import { precision, recall } from './precision-recall.ts'
import { quality } from './quality.ts'

/** All that is measured of a checkpoint, in the order in which it is shown. */
export const METRICS: readonly Metric[] = [
  quality,
  frechetMetric('random', 'Fréchet distance'),
  kidMetric('random', 'Kernel distance'),
  frechetMetric('labels', 'Fréchet distance by labels'),
  kidMetric('labels', 'Kernel distance by labels'),
  density,
  coverage,
  precision,
  recall,
  diversity,
  duplicates,
  nearestTraining
]
