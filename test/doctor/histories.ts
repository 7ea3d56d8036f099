import type { Evaluation } from '../../src-main/contract/evaluation.ts'
import type { MetricRow } from '../../src-main/contract/models.ts'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import type { RunConfig } from '../../src-main/contract/run-config.ts'
import type { History } from '../../src-main/doctor/history.ts'

/** What changes in a healthy history; functions are given how far the run is, 0-1. */
export interface Course {
  row?: (done: number) => Partial<MetricRow>
  /** Beside real pictures, by the measure's id; duplicates as a share. */
  measure?: (done: number) => Record<string, number>
  evaluations?: number
  rows?: number
  config?: Partial<RunConfig>
  notFinite?: string
}

const IMAGES = 96_000
const REAL: Record<string, number> = {
  quality: 2,
  coverage: 0.97,
  diversity: 27,
  'nearest-training': 9
}

/** The history of a run that goes well, but for what is said to be otherwise. */
export function historyOf(course: Course = {}): History {
  const { row, measure, evaluations = 8, rows = 480, config = {}, notFinite } = course
  const moments = (count: number): number[] =>
    Array.from({ length: count }, (_, at) => (at + 1) / count)
  return {
    run: 'r',
    config: resolveConfig('dcgan', { images: 2 * IMAGES, ...config }),
    rows: moments(rows).map((done) => ({
      ...{ images: Math.round(done * IMAGES), seconds: 60 * done },
      ...{ generatorLoss: 1.5, discriminatorLoss: 0.7, generatorGradient: 10 },
      ...{ realAccuracy: 0.9 - 0.1 * done, fakeAccuracy: 0.92 - 0.1 * done },
      ...row?.(done)
    })),
    evaluations: moments(evaluations).map((done) => evaluate(done, measure?.(done))),
    checkpoints: moments(evaluations).map((done) => Math.round(done * IMAGES)),
    ...(notFinite !== undefined && { notFinite })
  }
}

function evaluate(done: number, changes: Record<string, number> = {}): Evaluation {
  // As of a run on digits of 16 px: orders of magnitude at first, and then little by little.
  const beside: Record<string, number> = {
    ...{ quality: 2 + 1e4 * Math.exp(-20 * done), coverage: 0.8 - 0.8 * Math.exp(-8 * done) },
    ...{ diversity: 1 - 0.6 * Math.exp(-8 * done), 'nearest-training': 1.2, duplicates: 0.1 },
    ...changes
  }
  const words = { title: '', help: '', source: '', better: 'none' as const }
  const measures = Object.entries(beside).map(([id, value]) => {
    const real = REAL[id]
    return {
      ...{ ...words, id, samples: 500, reals: 500 },
      ...(real === undefined ? { value, real: 0.09 } : { value: value * real, real })
    }
  })
  const none = { classes: [], evidence: [], seconds: 1, createdAt: 0 }
  return { run: 'r', images: Math.round(done * IMAGES), measures, ...none }
}
