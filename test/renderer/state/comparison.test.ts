import { expect, test, vi } from 'vitest'
import { Comparison } from '../../../src-renderer/state/comparison.svelte.ts'
import { RunTable } from '../../../src-renderer/state/run-table.svelte.ts'
import { SHORT, untilRun, withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

test('picked runs are loaded and stand at one moment of all', async () => {
  const { given, studio, messages, connection } = await testWindow()
  const { id: dataset } = await withDataset(given)
  const ids: string[] = []
  for (const changes of [
    { images: 192, seed: 1 },
    { images: 192, seed: 2 },
    { images: 384, seed: 1 }
  ]) {
    const { id } = await given.api.startRun({
      ...{ dataset, preset: 'quick' },
      changes: { ...SHORT, ...changes }
    })
    await untilRun(given, id, 'finished')
    ids.push(id)
  }
  const table = new RunTable(connection.api, studio, messages)
  const comparison = new Comparison(connection.api, studio, table, messages)
  const stop = comparison.watch()
  await vi.waitFor(() => expect(table.all).toHaveLength(3))
  expect(comparison.runs).toEqual([])
  for (const id of ids.toReversed()) table.toggle(id)
  // In the order they were made, however they were picked.
  await vi.waitFor(() => expect(comparison.runs.map(({ id }) => id)).toEqual(ids))
  expect(comparison.isLoading).toBe(true)
  await comparison.load()
  expect(comparison.isLoading).toBe(false)
  const [short, , long] = comparison.runs as [never, never, never]
  expect(comparison.groups.map((group) => group.map(({ id }) => id))).toEqual([
    [ids[0], ids[1]],
    [ids[2]]
  ])
  expect(comparison.extent).toBe(384)
  expect([comparison.imagesOf(short), comparison.imagesOf(long)]).toEqual([192, 384])
  expect([comparison.gridOf(short), comparison.gridOf(long)]).toEqual([128, 384])
  comparison.share = 0.25
  expect([comparison.imagesOf(short), comparison.imagesOf(long)]).toEqual([96, 96])
  expect(comparison.gridOf(long)).toBeLessThanOrEqual(96)
  comparison.axis = 'steps'
  comparison.share = 1
  expect(comparison.extent).toBe(384 / SHORT.batch)
  comparison.compareWith(ids[0])
  expect(comparison.reference?.id).toBe(ids[0])
  table.toggle(ids[0]!)
  expect(comparison.reference).toBeUndefined()
  stop()
})
