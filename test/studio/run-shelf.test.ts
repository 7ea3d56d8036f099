import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LONG, SHORT, testStudio, untilRun, withDataset } from './studio.ts'

async function twoRuns() {
  const given = testStudio()
  const { api, folder } = given
  const { id: dataset } = await withDataset(given)
  const ids: string[] = []
  for (const seed of [1, 2]) {
    const changes = { ...SHORT, seed }
    const { id } = await api.startRun({ dataset, preset: 'dcgan', changes })
    await untilRun(given, id, 'finished')
    ids.push(id)
  }
  const folderOf = (run: string): string => join(folder, 'project', 'runs', run)
  return { ...given, dataset, first: ids[0]!, second: ids[1]!, folderOf }
}

function filesIn(folder: string): { path: string; bytes: number }[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path, bytes: statSync(path).size }))
}

test('a deleted run comes back with everything it had: its rows, its files and its name', async () => {
  const { api, first, second, folderOf } = await twoRuns()
  await api.describeRuns({ runs: [first], tag: 'keep', notes: 'the good one', starred: true })
  const everything = async () => ({
    runs: (await api.getState({})).runs,
    metrics: await api.getMetrics({ run: first }),
    checkpoints: await api.getCheckpoints({ run: first }),
    snapshots: await api.getSnapshots({ run: first }),
    summaries: await api.getRunSummaries({}),
    files: filesIn(folderOf(first))
  })
  const before = await everything()
  await api.deleteRuns({ runs: [first] })
  expect((await api.getState({})).runs.map(({ id }) => id)).toEqual([second])
  expect((await api.getRunSummaries({})).map(({ run }) => run)).toEqual([second])
  expect(filesIn(folderOf(first))).toEqual(before.files)
  await api.restoreRuns({ runs: [first] })
  expect(await everything()).toEqual(before)
})

test('emptying the trash frees the bytes that it says, but not what a fork still has', async () => {
  const given = await twoRuns()
  const { api, first, second, folderOf } = given
  const fork = await api.forkRun({ run: first, images: 384, changes: { images: 1280 } })
  await untilRun(given, fork.id, 'finished')
  const shared = statSync(join(folderOf(first), 'checkpoints', '384.safetensors')).size
  const all = filesIn(folderOf(first)).reduce((sum, { bytes }) => sum + bytes, 0)
  expect(shared).toBeGreaterThan(0)
  await api.deleteRuns({ runs: [first] })
  const trash = await api.getTrash({})
  expect([trash.runs.map(({ id }) => id), trash.bytes]).toEqual([[first], all - shared])
  expect(await api.emptyTrash({})).toEqual({ runs: 1, bytes: trash.bytes })
  expect(existsSync(folderOf(first))).toBe(false)
  expect(await api.getTrash({})).toEqual({ runs: [], bytes: 0 })
  expect(statSync(join(folderOf(fork.id), 'checkpoints', '384.safetensors')).size).toBe(shared)
  expect(existsSync(folderOf(second))).toBe(true)
  await expect(api.restoreRuns({ runs: [first] })).rejects.toMatchObject({ code: 'run/unknown' })
})

test('of runs of which one trains none is deleted; one that waits leaves the queue', async () => {
  const given = await twoRuns()
  const { api, dataset, first } = given
  const begin = { dataset, preset: 'dcgan', changes: LONG } as const
  const { id: busy } = await api.startRun(begin)
  await untilRun(given, busy, 'running')
  const { id: waiting } = await api.startRun(begin)
  await expect(api.deleteRuns({ runs: [first, busy] })).rejects.toMatchObject({
    code: 'run/active'
  })
  expect((await api.getState({})).runs).toHaveLength(4)
  await api.deleteRuns({ runs: [first, waiting] })
  expect((await api.getState({})).queue.waiting).toEqual([])
  await api.restoreRuns({ runs: [waiting] })
  const back = (await api.getState({})).runs.find(({ id }) => id === waiting)
  expect(back?.state).not.toBe('queued')
  await api.stopRun({ run: busy })
})

test('tags, notes and stars are said of many runs at once and taken back', async () => {
  const { api, first, second } = await twoRuns()
  const runs = [first, second]
  await api.describeRuns({ runs, tag: 'rates', starred: true })
  await api.describeRuns({ runs: [first], tag: 'rates', notes: 'too slow' })
  const said = async () => {
    const all = (await api.getState({})).runs
    return runs.map((id) => {
      const { tags, notes, starred } = all.find((run) => run.id === id)!
      return { tags, notes, starred }
    })
  }
  expect(await said()).toEqual([
    { tags: ['rates'], notes: 'too slow', starred: true },
    { tags: ['rates'], notes: undefined, starred: true }
  ])
  await api.describeRuns({ runs, untag: 'rates', starred: false })
  await api.describeRuns({ runs: [first], notes: '' })
  const nothing = { tags: undefined, notes: undefined, starred: undefined }
  expect(await said()).toEqual([nothing, nothing])
})

test('a summary has the last figures of a run, its curve and its newest grid', async () => {
  const { api, first, second } = await twoRuns()
  const summaries = await api.getRunSummaries({})
  expect(summaries.map(({ run }) => run).sort()).toEqual([first, second].sort())
  const { figures, sparkline, grid, bytes } = summaries[0]!
  expect([figures['generatorLoss'], figures['images']]).toEqual([1, 640])
  expect(sparkline.generator.length).toBeGreaterThan(1)
  expect(sparkline.generator.length).toBe(sparkline.discriminator.length)
  expect(grid).toBe(640)
  const checkpoints = await api.getCheckpoints({ run: first })
  expect(bytes).toBe(checkpoints.reduce((sum, one) => sum + one.bytes, 0))
})
