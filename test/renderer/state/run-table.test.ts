import { expect, test, vi } from 'vitest'
import type { Run } from '../../../src-main/contract/models.ts'
import { readRunQuery, sortRuns, type TableRun } from '../../../src-renderer/state/run-query.ts'
import { RunTable } from '../../../src-renderer/state/run-table.svelte.ts'
import { SHORT, untilRun, withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

function row(
  name: string,
  more: Partial<Run> = {},
  figures: Record<string, number> = {}
): TableRun {
  const config = { generatorRate: 0.0002, loss: 'hinge' }
  return {
    run: { name, id: name, images: 10, config, ...more } as unknown as Run,
    summary: { run: name, figures, sparkline: { generator: [], discriminator: [] }, bytes: 1 },
    dataset: 'Faces'
  }
}

const ROWS = [
  row('alpha', { tags: ['keep'], images: 640 }, { quality: 12, generatorLoss: NaN }),
  row('beta 2', { starred: true, notes: 'too slow' }, { quality: 3.5, generatorLoss: 2 }),
  row('beta 10', {}, { generatorLoss: 1 })
]

const found = (query: string): string[] =>
  ROWS.filter(readRunQuery(query)).map(({ run }) => run.name)

test('a search looks for words, values and limits, all of which must be true', () => {
  expect(found('')).toHaveLength(3)
  expect(found('beta')).toEqual(['beta 2', 'beta 10'])
  expect(found('SLOW')).toEqual(['beta 2'])
  expect(found('faces keep')).toEqual(['alpha'])
  expect(found('quality<10')).toEqual(['beta 2'])
  expect(found('quality>=12')).toEqual(['alpha'])
  expect(found('-quality>=12')).toEqual(['beta 2', 'beta 10'])
  expect(found('images:10 loss:hinge')).toEqual(['beta 2', 'beta 10'])
  expect(found('generatorRate:2e-4 tag:keep')).toEqual(['alpha'])
  expect(found('starred:true')).toEqual(['beta 2'])
  expect(found('name:"beta 1"')).toEqual(['beta 10'])
  expect(found('nothing:1')).toEqual([])
})

test('rows are sorted as words or numbers; those without a value are last either way', () => {
  const by = (key: string, descending = false): string[] =>
    sortRuns(ROWS, { key, descending }).map(({ run }) => run.name)
  expect(by('name')).toEqual(['alpha', 'beta 2', 'beta 10'])
  expect(by('quality')).toEqual(['beta 2', 'alpha', 'beta 10'])
  expect(by('quality', true)).toEqual(['alpha', 'beta 2', 'beta 10'])
  expect(by('generatorLoss', true)).toEqual(['beta 2', 'beta 10', 'alpha'])
})

test('many runs are marked, tagged and deleted at once, and each is undone', async () => {
  const { given, studio, messages, connection } = await testWindow()
  const { id: dataset } = await withDataset(given)
  const ids: string[] = []
  for (const seed of [1, 2, 3]) {
    const changes = { ...SHORT, images: 192, seed }
    const { id } = await given.api.startRun({ dataset, preset: 'quick', changes })
    await untilRun(given, id, 'finished')
    ids.push(id)
  }
  const table = new RunTable(connection.api, studio, messages)
  await table.reload()
  table.sortBy('seed')
  const shown = () => table.rows.map(({ run }) => run.id)
  await vi.waitFor(() => expect(shown()).toEqual(ids))
  expect(table.rows[0]!.summary?.figures['images']).toBe(192)
  table.toggle(ids[0]!)
  table.toggle(ids[1]!, true)
  expect(table.picked.map(({ id }) => id)).toEqual(ids.slice(0, 2))
  const undo = () => messages.last!.action!.run()
  const marked = () => table.rows.map(({ run }) => [run.starred ?? false, ...(run.tags ?? [])])

  await given.api.describeRuns({ runs: [ids[0]!], tag: 'keep', starred: true })
  await vi.waitFor(() => expect(marked()[0]).toEqual([true, 'keep']))
  await table.tag(table.picked, ' keep ')
  await table.star(table.picked)
  await vi.waitFor(() => expect(marked()).toEqual([[true, 'keep'], [true, 'keep'], [false]]))
  undo()
  await vi.waitFor(() => expect(marked()).toEqual([[true, 'keep'], [false, 'keep'], [false]]))
  await table.untag(table.picked, 'keep')
  await vi.waitFor(() => expect(marked()).toEqual([[true], [false], [false]]))
  undo()
  await vi.waitFor(() => expect(marked()).toEqual([[true, 'keep'], [false, 'keep'], [false]]))

  await table.remove(table.picked)
  await vi.waitFor(() => expect(shown()).toEqual([ids[2]]))
  expect(messages.last!.text).toBe('2 runs were deleted.')
  undo()
  await vi.waitFor(() => expect(shown()).toEqual(ids))
  expect(table.picked.map(({ id }) => id)).toEqual(ids.slice(0, 2))
  table.toggleAll()
  expect(table.picked).toHaveLength(3)
  table.toggleAll()
  expect(table.picked).toHaveLength(0)
})
