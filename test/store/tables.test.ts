import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { RunConfig } from '../../src-main/contract/run-config.ts'
import { openStore, type Store } from '../../src-main/store/open.ts'
import { DATASET, metricRow, REPORT, RUN } from './samples.ts'
import { temporaryFolder } from '../temporary-folder.ts'

async function filledStore(): Promise<Store> {
  const store = await openStore(join(temporaryFolder(), 'project.db'))
  onTestFinished(() => store.close())
  store.datasets.insert(DATASET, REPORT)
  store.runs.insert(RUN)
  return store
}

test('a view is what was last written under its key', async () => {
  const store = await filledStore()
  store.views.write('latent', { z: [0.5, -1] })
  store.views.write('latent', { z: [0.25] })
  expect([store.views.read('latent'), store.views.read('other')]).toEqual([
    { z: [0.25] },
    undefined
  ])
})

test('a deleted data set leaves the list, keeps its report, and comes back', async () => {
  const store = await filledStore()
  store.datasets.remove('faces', 5_000)
  const whileDeleted = [
    store.datasets.list(),
    store.datasets.get('faces'),
    store.datasets.report('faces')
  ]
  store.datasets.restore('faces')
  expect([...whileDeleted, store.datasets.list()]).toEqual([[], DATASET, REPORT, [DATASET]])
})

test('a run comes back as it was written, changed fields changed and undefined ones cleared', async () => {
  const store = await filledStore()
  const before = store.runs.get('first')
  const engine = { device: 'cpu', tensorflow: '2.21.0', threads: 4 } as const
  store.runs.update('first', { state: 'failed', problem: 'The disk is full.', engine })
  const failed = store.runs.get('first')
  store.runs.update('first', { state: 'running', problem: undefined })
  expect([before, failed, store.runs.list()]).toEqual([
    RUN,
    { ...RUN, state: 'failed', problem: 'The disk is full.', engine },
    [{ ...RUN, state: 'running', engine }]
  ])
})

test('a run of an earlier release has the settings that came later, at their defaults', async () => {
  const store = await filledStore()
  const earlier: Partial<RunConfig> = { ...RUN.config, batch: 48 }
  delete earlier.residualBlocks
  delete earlier.loss
  store.runs.insert({ ...RUN, id: 'earlier', config: earlier as RunConfig })
  expect(store.runs.get('earlier')?.config).toEqual({ ...RUN.config, batch: 48 })
})

test('runs are found by state, deleted ones too', async () => {
  const store = await filledStore()
  store.runs.insert({ ...RUN, id: 'second', state: 'paused', createdAt: 3_000 })
  store.runs.insert({ ...RUN, id: 'third', state: 'finished', createdAt: 4_000 })
  store.runs.remove('first', 5_000)
  expect(store.runs.inStates(['queued', 'paused']).map(({ id }) => id)).toEqual(['first', 'second'])
})

test('metric rows move the run, replace those of the same moment, and are cut', async () => {
  const store = await filledStore()
  store.metrics.append(
    'first',
    { images: 192, imagesPerSecond: 88.5, waitingShare: 0.01 },
    [64, 128, 192].map(metricRow)
  )
  store.metrics.append('first', { images: 192, imagesPerSecond: 90, waitingShare: 0.01 }, [
    { ...metricRow(192), generatorLoss: 2 }
  ])
  store.metrics.cutAfter('first', 64)
  store.metrics.append('first', { images: 128, imagesPerSecond: 90, waitingShare: 0.01 }, [
    metricRow(128)
  ])
  expect([store.metrics.evenly('first'), store.runs.get('first')]).toEqual([
    [metricRow(64), metricRow(128)],
    { ...RUN, images: 128, imagesPerSecond: 90, waitingShare: 0.01 }
  ])
})

test.each([1, 2, 1_999, 2_000, 2_001, 3_999, 12_345])(
  'of %i metric rows at most 2,000 are given, evenly, with the first and last',
  async (count) => {
    const store = await filledStore()
    const rows = Array.from({ length: count }, (_, n) => metricRow(n + 1))
    store.metrics.append('first', { images: count, imagesPerSecond: 90, waitingShare: 0.01 }, rows)
    const given = store.metrics.evenly('first').map(({ images }) => images)
    const gaps = given.slice(1).map((images, n) => images - given[n]!)
    expect([given.length, given[0], given.at(-1)]).toEqual([Math.min(count, 2_000), 1, count])
    expect(Math.max(0, ...gaps) - Math.min(...gaps, 1_000_000)).toBeLessThanOrEqual(1)
  }
)

test('a part of a run is given by rows of its own, its ends among them', async () => {
  const store = await filledStore()
  const rows = Array.from({ length: 12_345 }, (_, n) => metricRow(n + 1))
  const progress = { images: 12_345, imagesPerSecond: 90, waitingShare: 0.01 }
  store.metrics.append('first', progress, rows)
  const part = (from: number, to: number) =>
    store.metrics.evenly('first', undefined, { from, to }).map(({ images }) => images)
  expect(part(5_000, 5_004)).toEqual([5_000, 5_001, 5_002, 5_003, 5_004])
  const wide = part(1_000, 9_000)
  expect([wide.length, wide[0], wide.at(-1)]).toEqual([2_000, 1_000, 9_000])
  expect(part(20_000, 30_000)).toEqual([])
})

test('snapshots and checkpoints come in order of images', async () => {
  const store = await filledStore()
  const snapshots = [64, 2_000, 4_000].map((images) => ({ run: 'first', images, createdAt: 1 }))
  const checkpoints = [20_000, 40_000].map((images) => ({
    run: 'first',
    images,
    sha256: 'cd'.repeat(32),
    bytes: 7,
    createdAt: 2,
    reason: 'images' as const,
    pinned: images === 40_000
  }))
  for (const snapshot of snapshots.toReversed()) store.snapshots.insert(snapshot)
  for (const checkpoint of checkpoints.toReversed()) store.checkpoints.insert(checkpoint)
  store.snapshots.cutAfter('first', 2_000)
  expect([store.snapshots.list('first'), store.checkpoints.list('first')]).toEqual([
    snapshots.slice(0, 2),
    checkpoints
  ])
})
