import type { MetricRow } from '../contract/models.ts'
import type { StepNumbers } from './model.ts'

/** Averages the steps of a short time into one row, so that fast models do not flood the store. */
export interface MetricWindow {
  /** Adds a step; returns a row once the window is full. */
  add(numbers: StepNumbers, images: number, seconds: number): MetricRow | undefined
  /** The row of what the last one left over, if anything. */
  rest(): MetricRow | undefined
}

// Ten rows a second at most.
const WINDOW_SECONDS = 0.1

/** Starts with an empty window. */
export function createMetricWindow(): MetricWindow {
  let steps: StepNumbers[] = []
  let openedAt: number | undefined
  let last = { images: 0, seconds: 0 }
  const average = (name: keyof StepNumbers): number =>
    steps.reduce((sum, step) => sum + step[name], 0) / steps.length
  const close = (): MetricRow => {
    const row: MetricRow = {
      ...last,
      generatorLoss: average('generatorLoss'),
      discriminatorLoss: average('discriminatorLoss'),
      realAccuracy: average('realAccuracy'),
      fakeAccuracy: average('fakeAccuracy')
    }
    steps = []
    openedAt = last.seconds
    return row
  }
  return {
    add(numbers, images, seconds) {
      openedAt ??= seconds
      last = { images, seconds }
      steps.push(numbers)
      return seconds - openedAt < WINDOW_SECONDS ? undefined : close()
    },
    rest: () => (steps.length > 0 ? close() : undefined)
  }
}
