import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LONG, SHORT, testStudio, untilRun, withDataset, type TestStudio } from './studio.ts'

async function studioWithData(): Promise<TestStudio & { dataset: string }> {
  const given = testStudio()
  const { id } = await withDataset(given)
  return { ...given, dataset: id }
}

async function start(
  { api, dataset }: Awaited<ReturnType<typeof studioWithData>>,
  changes: Parameters<TestStudio['api']['startRun']>[0]['changes'] = LONG
): Promise<string> {
  return (await api.startRun({ dataset, preset: 'dcgan', changes })).id
}

const waiting = async ({ api }: TestStudio) => (await api.getState({})).queue

test('runs wait in their order, which a person changes; what waits is taken out alone', async () => {
  const given = await studioWithData()
  const { api } = given
  const first = await start(given)
  const [a, b, c] = [await start(given), await start(given), await start(given)]
  expect(await waiting(given)).toEqual({ waiting: [a, b, c], held: false })
  const told = given.waitFor('queue')
  await api.moveRun({ run: c, before: a })
  expect((await told).queue.waiting).toEqual([c, a, b])
  await api.moveRun({ run: c })
  await api.stopRun({ run: a })
  expect(await waiting(given)).toEqual({ waiting: [b, c], held: false })
  expect((await api.getState({})).runs.find(({ id }) => id === first)?.state).toMatch(
    /starting|running/
  )
  await expect(api.moveRun({ run: first })).rejects.toMatchObject({ code: 'run/not-waiting' })
  await api.stopRun({ run: first })
  await untilRun(given, b, 'running')
})

test('a queue that is held starts nothing by itself, and goes on when it is let go', async () => {
  const given = await studioWithData()
  const { api } = given
  await api.holdQueue({ held: true })
  const [a, b] = [await start(given, SHORT), await start(given, SHORT)]
  expect(await waiting(given)).toEqual({ waiting: [a, b], held: true })
  await api.holdQueue({ held: false })
  await untilRun(given, a, 'finished')
  await untilRun(given, b, 'finished')
  expect(await waiting(given)).toEqual({ waiting: [], held: false })
})

test('after a crash what waited still waits in its order, held, with the reason', async () => {
  const given = await studioWithData()
  const { api, folder } = given
  const first = await start(given)
  const [a, b] = [await start(given), await start(given)]
  await api.moveRun({ run: b, before: a })
  await untilRun(given, first, 'running')
  given.workers.find(({ kind }) => kind === 'trainer')!.process.kill()
  const interrupted = await untilRun(given, first, 'interrupted')
  const queue = await waiting(given)
  expect([queue.waiting, queue.held]).toEqual([[b, a], true])
  expect(queue.why).toContain(interrupted.name)

  await given.studio.close()
  const again = testStudio({ folder })
  await again.api.openProject({ path: join(folder, 'project') })
  const later = await waiting(again)
  expect([later.waiting, later.held, typeof later.why]).toEqual([[b, a], true, 'string'])
})

test('a run that failed is tried again from its last checkpoint', async () => {
  const given = await studioWithData()
  const failed = await start(given, { ...SHORT, seed: 666 })
  await untilRun(given, failed, 'failed')
  expect((await given.api.resumeRun({ run: failed })).state).toBe('starting')
  await untilRun(given, failed, 'failed')
})

test('a fork is a run of its own from a checkpoint that both have, with what differs and its parent', async () => {
  const given = await studioWithData()
  const { api, folder } = given
  const parent = await start(given, SHORT)
  await untilRun(given, parent, 'finished')
  const changes = { images: 1280, generatorRate: 0.0001 }
  const remedy = 'lower-rates'
  const fork = await api.forkRun({ run: parent, images: 384, changes, remedy })
  expect(fork.parent).toEqual({ run: parent, images: 384, remedy })
  const done = await untilRun(given, fork.id, 'finished')
  expect([done.images, done.config.generatorRate, done.config.batch]).toEqual([1280, 0.0001, 64])
  // Its first checkpoint is the parent's file under another name; images seen go on counting.
  const file = (run: string, images: number): string =>
    join(folder, 'project', 'runs', run, 'checkpoints', `${images}.safetensors`)
  expect(statSync(file(fork.id, 384)).ino).toBe(statSync(file(parent, 384)).ino)
  expect((await api.getCheckpoints({ run: fork.id }))[0]?.images).toBe(384)
  expect((await api.getMetrics({ run: fork.id }))[0]?.images).toBe(448)

  const wider = { run: parent, images: 384, changes: { generatorFilters: 8 } }
  await expect(api.forkRun(wider)).rejects.toThrow('generatorFilters')
  const afresh = await api.forkRun({ ...wider, images: 0 })
  expect([afresh.parent?.images, afresh.config.generatorFilters]).toEqual([0, 8])
  await expect(api.forkRun({ run: parent, images: 385, changes: {} })).rejects.toMatchObject({
    code: 'checkpoint/unknown'
  })
})

test('checkpoints are thinned as they come; pinned ones and those of kept places stay', async () => {
  const given = await studioWithData()
  const { api, folder } = given
  const long = { ...SHORT, images: 64 * 120, checkpointEvery: 64, snapshotEvery: 6400, latent: 2 }
  const run = await start(given, long)
  await given.waitFor('checkpoint', ({ checkpoint }) => checkpoint.images === 128)
  await api.pinCheckpoint({ run, images: 128, pinned: true })
  await untilRun(given, run, 'finished')
  const kept = await api.getCheckpoints({ run })
  const images = kept.map((one) => one.images)
  expect(images).toHaveLength(27)
  expect([images[0], images[1], images.at(-1)]).toEqual([64, 128, 64 * 120])
  for (const one of kept) {
    const file = join(folder, 'project', 'runs', run, 'checkpoints', `${one.images}.safetensors`)
    expect(statSync(file).size).toBe(one.bytes)
  }
})

test('a run whose turn has just come when the studio is closed is still the next one', async () => {
  const given = await studioWithData()
  const { folder } = given
  const first = await start(given, SHORT)
  const [next, last] = [await start(given), await start(given)]
  const begins = given.waitFor('run', ({ run }) => run.id === next && run.state === 'starting')
  await untilRun(given, first, 'running')
  await begins
  await given.studio.close()
  const again = testStudio({ folder })
  await again.api.openProject({ path: join(folder, 'project') })
  expect((await waiting(again)).waiting).toEqual([next, last])
})
