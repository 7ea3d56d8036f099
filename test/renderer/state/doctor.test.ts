import { expect, onTestFinished, test, vi } from 'vitest'
import { Doctor } from '../../../src-renderer/state/doctor.svelte.ts'
import { RunForm } from '../../../src-renderer/state/run-form.svelte.ts'
import { Training } from '../../../src-renderer/state/training.svelte.ts'
import { LONG, SHORT, untilRun, withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

async function testDoctor() {
  const window = await testWindow()
  const { given, connection, studio, messages } = window
  const dataset = await withDataset(given)
  const training = new Training(connection.api, studio, messages)
  const doctor = new Doctor(connection.api, studio, training, messages)
  onTestFinished(training.watch())
  onTestFinished(doctor.watch())
  const start = async (changes: Record<string, number> = SHORT) =>
    (await given.api.startRun({ dataset: dataset.id, preset: 'quick', changes })).id
  return { ...window, training, doctor, start }
}

test('the diagnosis is that of the run in view, and none of another', async () => {
  const { given, training, doctor, start } = await testDoctor()
  const [first, second] = [await start(), await start({ ...SHORT, seed: 666 })]
  await untilRun(given, first, 'finished')
  await untilRun(given, second, 'failed')
  training.select(first)
  await vi.waitFor(() => expect(doctor.diagnosis?.run).toBe(first))
  const found = await given.api.getDiagnosis({ run: first })
  await vi.waitFor(() => expect(doctor.diagnosis).toEqual(found))
  training.select(second)
  await vi.waitFor(() => expect(doctor.diagnosis?.run).toBe(second))
})

test('a remedy is a fork with its changes, in view at once; undo stops and deletes it', async () => {
  const { given, training, doctor, studio, messages, start } = await testDoctor()
  const id = await start()
  const run = await untilRun(given, id, 'finished')
  const fork = await doctor.treat(run, {
    ...{ id: 'lower-rates', title: 'Lower learning rates', why: '', source: '', from: 384 },
    changes: { generatorRate: 0.0001, images: LONG.images }
  })
  expect(fork?.name).toBe(`${run.name} · lower learning rates`)
  expect(fork?.parent).toEqual({ run: id, images: 384, remedy: 'lower-rates' })
  await vi.waitFor(() => expect(training.run?.id).toBe(fork?.id))
  await untilRun(given, fork!.id, 'running')
  messages.last?.action?.run()
  await vi.waitFor(() => expect(studio.runs.map((one) => one.id)).toEqual([id]))
  expect(training.run?.id).toBe(id)
})

test('a fork that cannot be is a sentence, and nothing is made', async () => {
  const { given, doctor, studio, messages, start } = await testDoctor()
  const run = await untilRun(given, await start(), 'finished')
  expect(await doctor.fork(run, { images: 384, changes: { latent: 7 } })).toBeUndefined()
  expect(messages.last?.text).toContain('latent')
  expect(studio.runs).toHaveLength(1)
})

test('the form of a fork begins with what the run has, and tells only what differs', async () => {
  const { given, start } = await testDoctor()
  const run = await untilRun(given, await start({ ...SHORT, generatorRate: 0.001 }), 'finished')
  const form = new RunForm(run)
  const rate = form.fields.find(({ key }) => key === 'generatorRate')!
  expect([form.value(rate), form.isChanged(rate), form.changes]).toEqual([0.001, false, {}])
  form.change(rate, 0.0005)
  expect([form.changes, form.config?.generatorRate]).toEqual([{ generatorRate: 0.0005 }, 0.0005])
  form.change(rate, -1)
  expect([form.config, form.fieldProblem(rate)]).toEqual([
    undefined,
    expect.stringContaining('Generator') as string
  ])
})

test('a checkpoint is measured by as many samples as are asked for', async () => {
  const { given, doctor, start } = await testDoctor()
  const run = await untilRun(given, await start(), 'finished')
  await doctor.measure(run, undefined, 64)
  await vi.waitFor(
    async () => {
      const [found] = await given.api.getEvaluations({ run: run.id })
      expect(found?.measures.map(({ samples }) => samples)).toContain(64)
      expect(found?.images).toBe(run.images)
    },
    { timeout: 60_000, interval: 200 }
  )
})
