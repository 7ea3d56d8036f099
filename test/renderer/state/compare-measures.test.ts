import { expect, test } from 'vitest'
import type { Evaluation, Measure } from '../../../src-main/contract/evaluation.ts'
import { meanOf, measureRows } from '../../../src-renderer/state/compare-measures.ts'

const evaluation = (...measures: Partial<Measure>[]): Evaluation =>
  ({ measures }) as unknown as Evaluation

test('the mean of a few seeds has the confidence interval of Student’s t', () => {
  // scipy.stats.t.interval(0.95, 2, loc=4, scale=scipy.stats.sem([2, 4, 6])) = (-0.9683, 8.9683)
  const three = meanOf([2, 4, 6])!
  expect(three.mean).toBe(4)
  expect(three.half).toBeCloseTo(4.9683, 3)
  // scipy.stats.t.interval(0.95, 7, loc=4.5, scale=scipy.stats.sem(range(1, 9))) = (2.4521, 6.5479)
  expect(meanOf([1, 2, 3, 4, 5, 6, 7, 8])!.half).toBeCloseTo(2.0479, 3)
  expect(meanOf([7])).toEqual({ mean: 7, runs: 1 })
  expect(meanOf([])).toBeUndefined()
})

test('each measure has a cell for every group, and knows which is best', () => {
  const groups = [
    [
      evaluation(
        { id: 'quality', better: 'lower', value: 4 },
        { id: 'density', better: 'one', value: 0.5 }
      ),
      evaluation({ id: 'quality', better: 'lower', value: 6 })
    ],
    [
      evaluation(
        { id: 'quality', better: 'lower', value: 3 },
        { id: 'density', better: 'one', value: 1.2 }
      )
    ],
    [undefined]
  ]
  const rows = measureRows(groups)
  expect(rows.map(({ id, best }) => [id, best])).toEqual([
    ['quality', 1],
    ['density', 1]
  ])
  const tied = [[evaluation({ id: 'recall', better: 'higher', value: 0 })]]
  expect(measureRows([...tied, ...tied])[0]!.best).toBeUndefined()
  expect(rows[0]!.cells.map((cell) => cell?.mean)).toEqual([5, 3, undefined])
  expect(
    measureRows([[evaluation({ id: 'sharp', better: 'none', value: 4 })]])[0]!.best
  ).toBeUndefined()
})
