import { expect, test } from 'vitest'
import type { Experiment } from '../../../src-main/contract/experiment.ts'
import type { Run } from '../../../src-main/contract/models.ts'
import {
  axisOf,
  matrixOf,
  settingOf,
  valuesOf,
  variedKeys
} from '../../../src-renderer/state/experiment-axes.ts'
import type { TableRun } from '../../../src-renderer/state/run-query.ts'

const row = (id: string, config: object, quality?: number): TableRun => ({
  run: { id, name: id, config } as unknown as Run,
  summary: {
    run: id,
    // The rate in use last is a figure too, and none of the experiment's business.
    figures: { generatorRate: 0, ...(quality !== undefined && { quality }) },
    sparkline: { generator: [], discriminator: [] },
    bytes: 1
  },
  dataset: 'Faces'
})
const ROWS = [
  row('a', { generatorRate: 2e-4, loss: 'hinge', seed: 1 }, 10),
  row('b', { generatorRate: 1e-4, loss: 'hinge', seed: 1 }, 1000),
  row('c', { generatorRate: 1e-4, loss: 'minimax', seed: 1 }, 100),
  row('d', { generatorRate: 1e-4, loss: 'hinge', seed: 2 })
]
const say = (value: unknown): string => String(value)

test('the varied keys are those of the search, and the seed where there are several', () => {
  const axes = [{ key: 'loss', values: ['hinge'] }]
  const of = (search: object, seeds: number[]) => variedKeys({ search, seeds } as Experiment)
  expect(of({ kind: 'grid', axes }, [1])).toEqual(['loss'])
  const ranges = [{ key: 'generatorRate', least: 1, most: 2, scale: 'linear' }]
  expect(of({ kind: 'random', axes, ranges }, [1, 2])).toEqual(['loss', 'generatorRate', 'seed'])
})

test('an axis has few values evenly and many figures on a scale', () => {
  expect(settingOf(ROWS[0]!, 'generatorRate')).toBe(2e-4)
  expect(valuesOf(ROWS, 'generatorRate')).toEqual([1e-4, 2e-4])
  const rates = axisOf(ROWS, 'generatorRate', say)
  expect(rates.ticks).toEqual([
    { words: '0.0001', at: 0 },
    { words: '0.0002', at: 1 }
  ])
  expect([rates.place(2e-4), rates.place(3)]).toEqual([1, undefined])
  // Three powers of ten: each the same way apart.
  const quality = axisOf(ROWS, 'quality', say, true)
  expect(quality.place(100)).toBeCloseTo(0.5)
  expect([quality.place(10), quality.place(1000), quality.place(undefined)]).toEqual([
    0,
    1,
    undefined
  ])
  expect(axisOf(ROWS, 'nothing', say, true).ticks).toEqual([])
})

test('a matrix has a run where two keys cross, the others held', () => {
  const matrix = matrixOf(ROWS, { down: 'loss', across: 'generatorRate', holding: { seed: 1 } })
  expect([matrix.down, matrix.across]).toEqual([
    ['hinge', 'minimax'],
    [1e-4, 2e-4]
  ])
  expect(matrix.cells.map((cells) => cells.map((one) => one?.run.id))).toEqual([
    ['b', 'a'],
    ['c', undefined]
  ])
  const single = matrixOf(ROWS, { down: 'seed', across: '', holding: { loss: 'hinge' } })
  expect(single.cells.map((cells) => cells.map((one) => one?.run.id))).toEqual([['a'], ['d']])
})
