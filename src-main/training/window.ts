import type { MetricRow } from '../contract/models.ts'
import type { StepNumbers } from './model.ts'

/** Averages the steps of a short time into one row, so that fast models do not flood the store. */
export interface MetricWindow {
  /** Adds a step; returns a row once the window is full. */
  add(numbers: StepNumbers, images: number, seconds: number): MetricRow | undefined
}

// Ten rows a second at most.
const WINDOW_SECONDS = 0.1

/** Starts with an empty window. */
export function createMetricWindow(): MetricWindow {
  let steps: StepNumbers[] = []
  let openedAt: number | undefined
  const average = (name: keyof StepNumbers): number =>
    steps.reduce((sum, step) => sum + step[name], 0) / steps.length
  return {
    add(numbers, images, seconds) {
      openedAt ??= seconds
      steps.push(numbers)
      if (seconds - openedAt < WINDOW_SECONDS && images > 0) return undefined
      const row: MetricRow = {
        images,
        seconds,
        generatorLoss: average('generatorLoss'),
        discriminatorLoss: average('discriminatorLoss'),
        realAccuracy: average('realAccuracy'),
        fakeAccuracy: average('fakeAccuracy')
      }
      steps = []
      openedAt = seconds
      return row
    }
  }
}
