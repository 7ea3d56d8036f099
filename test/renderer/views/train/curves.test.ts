import { expect, test } from 'vitest'
import type { Evaluation } from '../../../../src-main/contract/evaluation.ts'
import { METRICS } from '../../../../src-main/training/metrics/metrics.ts'
import {
  MEASURED_CURVES,
  PLAYING_CURVES,
  STEPPING_CURVES
} from '../../../../src-renderer/views/train/curves.ts'

// Every measure that there is, each with a value of its own.
const EVALUATION: Evaluation = {
  run: 'run-1',
  images: 1_000,
  measures: METRICS.map((metric, at) => ({
    id: metric.id,
    title: metric.title,
    help: metric.help,
    source: metric.source,
    better: metric.better,
    value: at + 1,
    real: 100 + at,
    samples: 64,
    reals: 64
  })),
  classes: [],
  evidence: [],
  seconds: 1,
  createdAt: 0
}

test('every curve of measures is one of a measure that there is, and no two are the same', () => {
  const values = MEASURED_CURVES.flatMap(({ lines }) => lines.map(({ value }) => value(EVALUATION)))
  expect(values.every((value) => value !== undefined)).toBe(true)
  expect(new Set(values).size).toBe(values.length)
})

test('groups have names of their own, and at least one of each kind is open by itself', () => {
  const groups = [PLAYING_CURVES, MEASURED_CURVES, STEPPING_CURVES].flat()
  expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length)
  expect(groups.filter(({ open }) => open).map(({ id }) => id)).toEqual([
    'losses',
    'accuracy',
    'quality'
  ])
})

test('what a run of an earlier release lacks is absent, not 0', () => {
  const row = {
    images: 64,
    seconds: 1,
    generatorLoss: 1,
    discriminatorLoss: 2,
    realAccuracy: 0.5,
    fakeAccuracy: 0.25
  }
  const valuesOf = (groups: typeof STEPPING_CURVES) =>
    groups.flatMap(({ lines }) => lines.map(({ value }) => value(row)))
  expect(valuesOf(PLAYING_CURVES)).toEqual([1, 2, 0.5, 0.25])
  expect(valuesOf(STEPPING_CURVES).every((value) => value === undefined)).toBe(true)
})
