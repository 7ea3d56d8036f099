import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pixelPaths } from '../../src-main/contract/pixels.ts'
import { thisMachine, usualSettings } from '../../src-main/studio/machine.ts'
import { LONG, SHORT, testStudio, untilRun, withDataset } from './studio.ts'

const USUAL = usualSettings(thisMachine())

test('a run trains to its end, and everything it reported is kept', async () => {
  const given = testStudio()
  const { api, studio, folder } = given
  const dataset = await withDataset(given)
  const started = await api.startRun({ dataset: dataset.id, preset: 'dcgan', changes: SHORT })
  const run = await untilRun(given, started.id, 'finished')

  expect(run).toEqual({
    ...started,
    name: 'Faces · DCGAN',
    config: { ...started.config, ...SHORT, size: 16 },
    configDigest: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
    state: 'finished',
    images: 640,
    imagesPerSecond: 1000,
    waitingShare: 0.001,
    engine: { device: 'cpu', tensorflow: '0.0.0', ...USUAL, choice: 'usual' },
    health: { state: 'unknown' },
    finishedAt: expect.any(Number) as number
  })
  const metrics = await api.getMetrics({ run: run.id })
  const snapshots = await api.getSnapshots({ run: run.id })
  const checkpoints = await api.getCheckpoints({ run: run.id })
  // One row a step, without those that are not numbers.
  expect(metrics.map(({ images }) => images)).toEqual(
    Array.from({ length: 10 }, (_, step) => (step + 1) * 64)
  )
  expect(snapshots.map(({ images }) => images)).toEqual([0, 128, 256, 384, 512, 640])
  expect(checkpoints.map(({ images }) => images)).toEqual([192, 384, 576, 640])
  const file = join(folder, 'project', 'runs', run.id, 'checkpoints', '640.safetensors')
  expect(readFileSync(file, 'utf8')).toBe('weights at 640')
  expect(await studio.pixels(pixelPaths.snapshot(run.id, 128))).toEqual({
    type: 'image/png',
    bytes: Buffer.from(`snapshot of ${run.id} at 128`),
    immutable: true
  })
})

test('a run pauses, goes on and stops with a checkpoint; with more images it goes on from there', async () => {
  const given = testStudio()
  const { api } = given
  const dataset = await withDataset(given)
  const { id } = await api.startRun({ dataset: dataset.id, preset: 'dcgan', changes: LONG })
  await untilRun(given, id, 'running')
  await api.pauseRun({ run: id })
  await untilRun(given, id, 'paused')
  await expect(api.pauseRun({ run: id })).rejects.toMatchObject({
    code: 'run/state',
    message: '“Faces · DCGAN” is paused, so it cannot be paused.'
  })
  expect((await api.resumeRun({ run: id })).state).toBe('running')
  await given.waitFor('metrics')
  await api.stopRun({ run: id })
  const stopped = await untilRun(given, id, 'stopped')
  const checkpoints = await api.getCheckpoints({ run: id })
  expect(checkpoints.at(-1)?.images).toBe(stopped.images)

  await expect(api.resumeRun({ run: id, images: 64 })).rejects.toMatchObject({
    code: 'run/complete'
  })
  const images = stopped.images + 128
  const resumed = await api.resumeRun({ run: id, images })
  const finished = await untilRun(given, id, 'finished')
  expect([resumed.state, finished.images, finished.config.images]).toEqual([
    'starting',
    images,
    images
  ])
})

test('a trainer that dies interrupts its run, which goes on from its last checkpoint', async () => {
  const given = testStudio()
  const { api, workers } = given
  const dataset = await withDataset(given)
  const { id } = await api.startRun({ dataset: dataset.id, preset: 'dcgan', changes: LONG })
  await given.waitFor('checkpoint')
  workers.find(({ kind }) => kind === 'trainer')!.process.kill()
  const interrupted = await untilRun(given, id, 'interrupted')
  const saved = (await api.getCheckpoints({ run: id })).at(-1)!.images
  expect(interrupted.problem).toBe(
    `The trainer process ended unexpectedly (killed by SIGKILL); resume goes on from ${saved} images.`
  )
  expect(given.events.findLast(({ type }) => type === 'message')).toEqual({
    type: 'message',
    level: 'problem',
    text: `“Faces · DCGAN”: ${interrupted.problem}`
  })

  await api.resumeRun({ run: id })
  const running = await untilRun(given, id, 'running')
  // What lay beyond the checkpoint was forgotten, to be made again.
  expect([running.images >= saved, running.problem]).toEqual([true, undefined])
  await api.stopRun({ run: id })
  await untilRun(given, id, 'stopped')
  const rows = await api.getMetrics({ run: id })
  const seen = rows.map(({ images }) => images)
  expect(seen).toEqual(Array.from(seen, (_, step) => (step + 1) * 64))
})

test('a failure of training is told in its own sentence', async () => {
  const given = testStudio()
  const { api } = given
  const dataset = await withDataset(given)
  const changes = { ...SHORT, seed: 666 }
  const { id } = await api.startRun({ dataset: dataset.id, preset: 'dcgan', changes })
  expect(await untilRun(given, id, 'failed')).toMatchObject({
    problem: 'The generator loss is not a number any more.'
  })
})

test('runs wait their turn, can leave the line, and after a crash wait for a person', async () => {
  const given = testStudio()
  const { api, workers } = given
  const { id: dataset } = await withDataset(given)
  const start = (changes: Record<string, number>) =>
    api.startRun({ dataset, preset: 'dcgan', changes })
  const first = await start(LONG)
  const second = await start(SHORT)
  const third = await start(SHORT)
  const fourth = await start(SHORT)
  const states = async (): Promise<string[]> =>
    (await api.getState({})).runs.map(({ name, state }) => `${name}: ${state}`)
  expect((await states()).slice(1)).toEqual([
    'Faces · DCGAN 2: queued',
    'Faces · DCGAN 3: queued',
    'Faces · DCGAN 4: queued'
  ])
  await api.stopRun({ run: third.id })
  await untilRun(given, first.id, 'running')
  workers.find(({ kind }) => kind === 'trainer')!.process.kill()
  await untilRun(given, first.id, 'interrupted')
  expect(await states()).toEqual([
    'Faces · DCGAN: interrupted',
    'Faces · DCGAN 2: queued',
    'Faces · DCGAN 3: stopped',
    'Faces · DCGAN 4: queued'
  ])
  await api.resumeRun({ run: second.id })
  await untilRun(given, fourth.id, 'finished')
  expect(await states()).toEqual([
    'Faces · DCGAN: interrupted',
    'Faces · DCGAN 2: finished',
    'Faces · DCGAN 3: stopped',
    'Faces · DCGAN 4: finished'
  ])
})

test('what stands in for TensorFlow is not kept for the next run, which may find it repaired', async () => {
  const given = testStudio()
  const dataset = await withDataset(given)
  const processOf = async (): Promise<string | undefined> => {
    const changes = { ...SHORT, seed: 30 }
    const { id } = await given.api.startRun({ dataset: dataset.id, preset: 'dcgan', changes })
    return (await untilRun(given, id, 'finished')).engine?.provider
  }
  const [first, second] = [await processOf(), await processOf()]
  expect(first).toMatch(/^\d+$/)
  expect(second).toMatch(/^\d+$/)
  expect(second).not.toBe(first)
})

test('a running run is not deleted; another is, and comes back', async () => {
  const given = testStudio()
  const { api } = given
  const dataset = await withDataset(given)
  const { id: run } = await api.startRun({ dataset: dataset.id, preset: 'dcgan', changes: LONG })
  await untilRun(given, run, 'running')
  await expect(api.deleteRun({ run })).rejects.toMatchObject({
    code: 'run/active',
    message: '“Faces · DCGAN” is running; stop it before deleting.'
  })
  await expect(api.closeProject({})).rejects.toMatchObject({
    code: 'project/busy',
    message: '“Faces · DCGAN” is running; stop it before closing the project.'
  })
  await expect(api.deleteDataset({ dataset: dataset.id })).rejects.toMatchObject({
    code: 'dataset/in-use'
  })
  await api.stopRun({ run })
  const stopped = await untilRun(given, run, 'stopped')
  await api.deleteRun({ run })
  const whileDeleted = (await api.getState({})).runs
  expect([whileDeleted, await api.restoreRun({ run })]).toEqual([[], stopped])
})

test('closing the studio saves the run, which says so when the project is opened again', async () => {
  const given = testStudio()
  const dataset = await withDataset(given)
  const { id } = await given.api.startRun({ dataset: dataset.id, preset: 'dcgan', changes: LONG })
  await untilRun(given, id, 'running')
  await given.studio.close()
  const again = testStudio({ folder: given.folder })
  await again.api.openProject({ path: join(given.folder, 'project') })
  const [run] = (await again.api.getState({})).runs
  const saved = (await again.api.getCheckpoints({ run: id })).at(-1)?.images
  expect([run?.state, run?.images, run?.problem]).toEqual([
    'interrupted',
    saved,
    `The studio was closed while it trained; resume goes on from ${saved} images.`
  ])
})

test('what does not fit is refused with the reason and the nearest choice', async () => {
  const given = testStudio()
  const { api } = given
  const { id: dataset } = await withDataset(given, 20)
  const start = (changes: Record<string, number>, preset = 'dcgan') =>
    api.startRun({ dataset, preset, changes })
  await expect(start({})).rejects.toMatchObject({
    code: 'dataset/too-few',
    message:
      '“Faces” has 20 pictures, fewer than one batch of 64; add pictures, or take the nearest valid choice, batch=20.'
  })
  await expect(start({ size: 64, batch: 8 })).rejects.toMatchObject({
    code: 'config/size',
    message:
      '"size" is 64, but “Faces” was imported at 16 px; leave size out, or import the folder again at 64 px.'
  })
  await expect(start({ btach: 8 })).rejects.toMatchObject({ code: 'config/unknown-key' })
  await expect(start({}, 'dcgna')).rejects.toMatchObject({ code: 'config/unknown-preset' })
  expect((await api.getState({})).runs).toEqual([])
})

test('an estimate is measured, and while a run trains only taken from its own speed', async () => {
  const given = testStudio()
  const { api } = given
  const { id: dataset } = await withDataset(given)
  const estimate = (changes: Record<string, number>) =>
    api.estimateRun({ dataset, preset: 'dcgan', changes })
  expect(await estimate({ images: 6_400 })).toEqual({
    secondsPerStep: 0.01,
    startSeconds: 1,
    totalSeconds: 2,
    device: 'cpu',
    engine: { ...USUAL, choice: 'usual' }
  })
  const { id } = await api.startRun({ dataset, preset: 'dcgan', changes: LONG })
  await given.waitFor('metrics')
  expect(await estimate({ images: 6_400 })).toEqual({
    secondsPerStep: 0.064,
    startSeconds: 0,
    totalSeconds: 6.4,
    device: 'cpu'
  })
  await expect(estimate({ generatorFilters: 8 })).rejects.toMatchObject({ code: 'estimate/busy' })
  await api.stopRun({ run: id })
})

test('a run that is started while an estimate is measured waits for it and then trains', async () => {
  const given = testStudio()
  const { api } = given
  const { id: dataset } = await withDataset(given)
  const measured = ['first', 'dropped', 'last'].map((_, n) =>
    api.estimateRun({ dataset, preset: 'dcgan', changes: { seed: n } }).then(
      () => 'measured',
      ({ code }: { code: string }) => code
    )
  )
  const { id } = await api.startRun({ dataset, preset: 'dcgan', changes: SHORT })
  const outcomes = await Promise.all(measured)
  expect([outcomes, (await untilRun(given, id, 'finished')).problem]).toEqual([
    ['measured', 'request/superseded', 'estimate/busy'],
    undefined
  ])
})

test('a run that is stopped while an estimate still holds the trainer never begins', async () => {
  const given = testStudio()
  const { api } = given
  const { id: dataset } = await withDataset(given)
  const measured = api.estimateRun({ dataset, preset: 'dcgan', changes: {} })
  const { id } = await api.startRun({ dataset, preset: 'dcgan', changes: LONG })
  await api.stopRun({ run: id })
  const { images, problem } = await untilRun(given, id, 'stopped')
  await measured
  const snapshots = await api.getSnapshots({ run: id })
  expect([images, problem, snapshots]).toEqual([0, undefined, []])
})
