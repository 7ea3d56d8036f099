import { expect, onTestFinished, test, vi } from 'vitest'
import { LatentJobs } from '../../../src-renderer/state/latent-jobs.svelte.ts'
import { SHORT, untilRun, withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

async function testJobs() {
  const window = await testWindow()
  const dataset = await withDataset(window.given)
  const { id } = await window.given.api.startRun({
    dataset: dataset.id,
    preset: 'quick',
    changes: { ...SHORT, latent: 4 }
  })
  const run = await untilRun(window.given, id, 'finished')
  const saved: [url: string, name: string][] = []
  const save = (...file: [string, string]): void => void saved.push(file)
  const { connection, studio, messages } = window
  const jobs = new LatentJobs(connection.api, studio, messages, save)
  onTestFinished(jobs.watch())
  const model = { run: run.id, checkpoint: run.images }
  return { ...window, jobs, saved, model }
}

const PICTURE = { kind: 'picture' as const, z: [0, 0.5, 1, -1] }

test('a file that this window asked for is saved when it is there, and again by the message', async () => {
  const { jobs, saved, model, messages, studio } = await testJobs()
  const job = await jobs.export(model, PICTURE)
  await vi.waitFor(() => expect(saved).toHaveLength(1))
  const [[url, name]] = saved as [[string, string]]
  expect([url, name]).toEqual([`/exports/${job!.id}/${name}`, expect.stringMatching(/\.png$/)])
  expect(messages.last?.text).toBe(`${name} is written.`)
  messages.last?.action?.run()
  expect(saved).toEqual([
    [url, name],
    [url, name]
  ])
  expect([jobs.working, studio.jobs.filter(({ kind }) => kind === 'export')]).toEqual([[], []])
})

test('what another window asked for is told, but not saved by itself', async () => {
  const { given, saved, model, messages } = await testJobs()
  await given.api.startExport({ ...model, what: PICTURE })
  await vi.waitFor(() => expect(messages.last?.text).toMatch(/is written\.$/))
  expect([saved, messages.last?.action?.label]).toEqual([[], 'Save the file'])
})

test('a job that is a part of something else is waited for, and not told', async () => {
  const { jobs, connection, model, messages, studio } = await testJobs()
  const ask = { ...model, method: 'pca' as const, count: 100, seed: 1 }
  const job = await jobs.run(() => connection.api.makeMap(ask))
  expect([job?.state, job?.made]).toEqual(['done', [job?.id]])
  const source = { kind: 'attribute' as const, attribute: 'hair', values: ['short'] }
  const cancelled = jobs.run(() => connection.api.findDirections({ ...model, source }))
  await vi.waitFor(() => expect(studio.jobs.at(-1)?.kind).toBe('directions'))
  await jobs.cancel(studio.jobs.at(-1)!)
  expect(await cancelled).toBeUndefined()
  expect(messages.shown.map(({ text }) => text)).toEqual(['A direction from labels was cancelled.'])
  expect(await jobs.run(() => connection.api.makeMap({ ...ask, run: 'nobody' }))).toBeUndefined()
})

test('what cannot be asked for is a sentence', async () => {
  const { jobs, saved, model, messages } = await testJobs()
  expect(await jobs.export(model, { ...PICTURE, z: [1] })).toBeUndefined()
  expect([messages.last?.level, saved]).toEqual(['problem', []])
})
