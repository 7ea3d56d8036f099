import { expect, onTestFinished, test, vi } from 'vitest'
import { Datasets } from '../../../src-renderer/state/datasets.svelte.ts'
import { withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

async function testDatasets() {
  const window = await testWindow()
  const datasets = new Datasets(window.connection.api, window.studio, window.messages)
  onTestFinished(datasets.watch())
  return { ...window, datasets }
}

test('a job that ends is told once, shown and dismissed', async () => {
  const { given, datasets, studio, messages } = await testDatasets()
  const dataset = await withDataset(given)
  await vi.waitFor(() => expect(datasets.current).toEqual(dataset))
  await vi.waitFor(async () => expect((await given.api.getState({})).jobs).toEqual([]))
  expect(messages.shown.map(({ text }) => text)).toEqual([
    `“Faces” is ready: ${dataset.count} pictures.`
  ])
  expect([datasets.working, studio.jobs]).toEqual([[], []])
})

test('a deleted data set comes back by the Undo of its message', async () => {
  const { given, datasets, studio, messages } = await testDatasets()
  const dataset = await withDataset(given)
  await vi.waitFor(() => expect(studio.datasets).toHaveLength(1))
  await datasets.remove(dataset)
  await vi.waitFor(() => expect(studio.datasets).toEqual([]))
  expect(messages.last).toMatchObject({ text: '“Faces” was deleted.', action: { label: 'Undo' } })
  messages.last?.action?.run()
  await vi.waitFor(() => expect(datasets.current).toEqual(dataset))
})

test('a data set gets another name', async () => {
  const { given, datasets, studio, messages } = await testDatasets()
  const dataset = await withDataset(given)
  await vi.waitFor(() => expect(datasets.current).toEqual(dataset))
  await datasets.rename(dataset, 'People')
  await vi.waitFor(() => expect(studio.datasets).toEqual([{ ...dataset, name: 'People' }]))
  await datasets.rename(dataset, ' ')
  expect(messages.last).toMatchObject({ level: 'problem' })
})
