import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { environmentOf, type EngineSettings } from '../../src-main/contract/engine-settings.ts'
import type { Run } from '../../src-main/contract/models.ts'
import { candidatesBeside } from '../../src-main/studio/candidates.ts'
import { thisMachine, usualSettings } from '../../src-main/studio/machine.ts'
import { openStore } from '../../src-main/store/open.ts'
import { LONG, SHORT, testStudio, untilRun, withDataset, type TestStudio } from './studio.ts'

const machine = thisMachine()
const USUAL = usualSettings(machine)
const ONE: EngineSettings = { threads: 1, interOpThreads: 1, layout: 'NHWC', xla: false }
// The small trainer's seed whose steps take a millisecond for each thread.
const TRIED = { ...LONG, seed: 20 }
// One whose trials with a single thread never end.
const ENDLESS_SEED = 21

/** Starts a run, stops it once it trains, and gives it as it was then. */
async function startedAndStopped(
  given: TestStudio,
  dataset: string,
  changes: Record<string, number>
): Promise<Run> {
  const { id } = await given.api.startRun({ dataset, preset: 'dcgan', changes })
  await untilRun(given, id, 'running')
  await given.api.stopRun({ run: id })
  return await untilRun(given, id, 'stopped')
}

const trainersOf = ({ workers }: TestStudio): Record<string, string>[] =>
  workers.filter(({ kind }) => kind === 'trainer').map(({ environment }) => environment)

test.runIf(machine.cores > 1)(
  'a new run takes the fastest settings, keeps them, and the next of its kind knows them',
  async () => {
    const given = testStudio()
    const { id: dataset } = await withDataset(given)
    const first = await startedAndStopped(given, dataset, TRIED)
    expect(first.engine).toMatchObject({ ...ONE, choice: 'measured' })

    // The usual settings in the trainer itself, the others beside it, then the best to train with.
    const candidates = candidatesBeside(machine, 'cpu', USUAL.threads / 1000)
    const tried = trainersOf(given)
    expect(tried).toEqual(
      [USUAL, ...candidates, ONE].map((settings) => environmentOf(settings, 'cpu'))
    )
    const told = given.events.flatMap((event) => (event.type === 'tuning' ? [event.tuning] : []))
    const total = candidates.length + 1
    expect(told).toEqual([
      { settings: USUAL, tried: 0, total: 1 },
      ...candidates.map((settings, place) => ({ settings, tried: place + 1, total })),
      undefined
    ])

    // Another seed, another length: the same graph.
    const second = await startedAndStopped(given, dataset, { ...TRIED, images: 1_000_000 })
    expect(second.engine).toEqual(first.engine)
    expect(trainersOf(given)).toEqual(tried)

    // Resumed as it was trained, whatever is known by now.
    writeFileSync(join(given.folder, 'config', 'tuning.json'), '{}')
    await given.api.resumeRun({ run: first.id, images: first.images + 64 })
    const finished = await untilRun(given, first.id, 'finished')
    expect(finished.engine).toEqual(first.engine)
    expect(trainersOf(given)).toEqual(tried)
  }
)

test('what another engine has shown is not believed', async () => {
  const given = testStudio()
  const { id: dataset } = await withDataset(given)
  await startedAndStopped(given, dataset, TRIED)
  const file = join(given.folder, 'config', 'tuning.json')
  const before = readFileSync(file, 'utf8')
  expect(before).toContain('TensorFlow 0.0.0, test, cpu')
  writeFileSync(file, before.replaceAll('0.0.0', '0.0.1'))
  await startedAndStopped(given, dataset, TRIED)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(before))
})

test.runIf(machine.cores > 1)(
  'a run that is stopped while settings are tried ends the trial and never begins',
  async () => {
    const given = testStudio()
    const { id: dataset } = await withDataset(given)
    const trying = given.waitFor('tuning', ({ tuning }) => tuning?.settings.threads === 1)
    const changes = { ...TRIED, seed: ENDLESS_SEED }
    const { id } = await given.api.startRun({ dataset, preset: 'dcgan', changes })
    await trying
    const ended = new Promise((resolve) => given.workers.at(-1)!.process.onExit(resolve))
    await given.api.stopRun({ run: id })
    expect(await untilRun(given, id, 'stopped')).toMatchObject({ images: 0 })
    expect(await ended).toBe('killed by SIGKILL')
    // What was tried before is kept.
    const kept = Object.values(
      JSON.parse(readFileSync(join(given.folder, 'config', 'tuning.json'), 'utf8')) as object
    ) as { trials: { settings: EngineSettings }[] }[]
    expect(kept.map(({ trials }) => trials.map(({ settings }) => settings))).toEqual([[USUAL]])
  }
)

test('threads that are given are neither tried nor more than the machine has', async () => {
  const given = testStudio()
  const { api } = given
  const { id: dataset } = await withDataset(given)
  const run = await startedAndStopped(given, dataset, { ...TRIED, threads: 1 })
  expect(run.engine).toMatchObject({ ...ONE, choice: 'given' })
  expect(trainersOf(given)).toEqual([environmentOf(ONE, 'cpu')])

  const { cores } = machine
  const changes = { ...SHORT, threads: cores + 1 }
  const refusal = {
    code: 'config/threads',
    message: `"threads" cannot be ${cores + 1}, because this machine runs ${cores} at once; the nearest valid choice is threads=${cores}, or 0 to have the fastest found.`
  }
  const asked = { dataset, preset: 'dcgan', changes }
  await expect(api.startRun(asked)).rejects.toMatchObject(refusal)
  await expect(api.estimateRun(asked)).rejects.toMatchObject(refusal)
})

test('an estimate is measured with the settings that its run will have', async () => {
  const given = testStudio()
  const { id: dataset } = await withDataset(given)
  const estimate = await given.api.estimateRun({ dataset, preset: 'dcgan', changes: TRIED })
  const run = await startedAndStopped(given, dataset, TRIED)
  const { threads, interOpThreads, layout, xla, choice } = run.engine ?? {}
  expect(estimate.engine).toEqual({ threads, interOpThreads, layout, xla, choice })
})

test('a run from before settings were recorded goes on as the machine does by itself', async () => {
  const given = testStudio()
  const { folder } = given
  const { id: dataset } = await withDataset(given)
  const { id, images } = await startedAndStopped(given, dataset, TRIED)
  await given.studio.close()
  const store = await openStore(join(folder, 'project', 'project.db'))
  store.runs.update(id, { engine: { device: 'cpu', tensorflow: '2.21.0', threads: 4 } })
  store.close()

  const again = testStudio({ folder })
  await again.api.openProject({ path: join(folder, 'project') })
  await again.api.resumeRun({ run: id, images: images + 64 })
  await untilRun(again, id, 'finished')
  expect(trainersOf(again)).toEqual([{}])
})

test('candidates are few, differ, and fit the machine, its device and the length of a step', () => {
  const words = (cores: number, device: 'cpu' | 'gpu', seconds: number): string[] =>
    candidatesBeside({ processor: 'any', cores }, device, seconds).map(
      ({ threads, interOpThreads, xla }) => `${threads}/${interOpThreads}${xla ? ' XLA' : ''}`
    )
  expect([1, 2, 4, 64].map((cores) => words(cores, 'cpu', 0.001))).toEqual([
    [],
    ['1/1'],
    ['1/1', '2/1'],
    ['1/1', '2/1']
  ])
  expect([1, 2, 4, 64].map((cores) => words(cores, 'cpu', 0.4))).toEqual([
    ['1/2'],
    ['2/2', '1/1'],
    ['4/2', '4/4', '2/1'],
    ['64/2', '64/64', '32/1']
  ])
  expect(words(8, 'gpu', 0.4)).toEqual(['8/1 XLA'])
})
