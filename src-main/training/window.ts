import type { MetricRow, StepNumbers } from '../contract/models.ts'
import type { Standing } from './model.ts'

/** Averages the steps of a short time into one row, so that fast models do not flood the store. */
export interface MetricWindow {
  /** Adds a step; returns a row once the window is full. */
  add(numbers: StepNumbers, images: number, seconds: number): MetricRow | undefined
  /** The row of what the last one left over, if anything. */
  rest(): MetricRow | undefined
}

// Ten rows a second at most.
const WINDOW_SECONDS = 0.1

const ALWAYS = ['generatorLoss', 'discriminatorLoss', 'realAccuracy', 'fakeAccuracy'] as const
const SOMETIMES = ['generatorGradient', 'discriminatorGradient'] as const

/** Starts with an empty window; `stand` tells what is so at the end of each. */
export function createMetricWindow(stand: () => Standing & { memory: number }): MetricWindow {
  let steps: StepNumbers[] = []
  let openedAt: number | undefined
  let last = { images: 0, seconds: 0 }
  // In a phase of one network the other has no gradient.
  const average = (name: keyof StepNumbers): number | undefined => {
    const values = steps.map((step) => step[name]).filter((value) => value !== undefined)
    return values.length > 0
      ? values.reduce((sum, value) => sum + value, 0) / values.length
      : undefined
  }
  const close = (): MetricRow => {
    const averages = [...ALWAYS, ...SOMETIMES].map((name) => [name, average(name)] as const)
    const row = {
      ...last,
      ...Object.fromEntries(averages.filter(([, value]) => value !== undefined)),
      ...stand()
    } as MetricRow
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
