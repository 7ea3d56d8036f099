import { expect, test, vi } from 'vitest'
import { SHORT, untilRun, withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

test('the mirror stays equal to the studio while a data set is made and a run trains', async () => {
  const { given, studio } = await testWindow()
  const dataset = await withDataset(given)
  await studio.refresh()
  expect(studio.dataset(dataset.id)).toEqual(dataset)

  const run = await given.api.startRun({ dataset: dataset.id, preset: 'quick', changes: SHORT })
  await untilRun(given, run.id, 'finished')
  await vi.waitFor(() => expect(studio.run(run.id)?.state).toBe('finished'))
  const { datasets, runs, queue } = await given.api.getState({})
  expect([studio.datasets, studio.runs, studio.queue]).toEqual([datasets, runs, queue])
  expect([studio.activeRun, studio.queuedRuns]).toEqual([undefined, []])
})
