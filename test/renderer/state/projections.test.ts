import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { LatentJobs } from '../../../src-renderer/state/latent-jobs.svelte.ts'
import { Projections } from '../../../src-renderer/state/projections.svelte.ts'
import { curvePath } from '../../../src-renderer/views/explore/projection/error-curve.ts'
import { SHORT, untilRun, withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

async function testProjections(send: (file: File) => Promise<string>) {
  const window = await testWindow()
  const { given, connection, studio, messages } = window
  const dataset = await withDataset(given)
  const changes = { ...SHORT, latent: 4 }
  const started = await given.api.startRun({ dataset: dataset.id, preset: 'quick', changes })
  const run = await untilRun(given, started.id, 'finished')
  const jobs = new LatentJobs(connection.api, studio, messages, () => undefined)
  onTestFinished(jobs.watch())
  const runJob: (typeof jobs)['run'] = (start) => jobs.run(start)
  const projections = new Projections({ api: connection.api, studio, messages, runJob, send })
  onTestFinished(projections.watch())
  return { ...window, projections, model: { run: run.id, checkpoint: run.images } }
}

test('a picture is found, its first guess and best place are known, and it is looked at', async () => {
  const { given, projections, model } = await testProjections(() => Promise.reject(new Error()))
  const path = join(given.folder, 'ada.png')
  writeFileSync(path, 'pixels')
  const found = projections.find(model, { path })
  expect(projections.isAsking).toBe(true)
  // One at a time.
  await projections.find(model, { path })
  await found
  const items = await given.api.listLatentItems({ run: model.run })
  expect(items).toMatchObject([{ kind: 'projection', id: projections.selected }])
  const z = [0.5, 0.5, 0.5, 0.5]
  await vi.waitFor(() =>
    expect(projections.search).toMatchObject({ guess: z, z, errors: [{ step: 1, error: 0.1 }] })
  )
  expect([projections.isAsking, projections.jobOf(model.run)]).toEqual([false, undefined])
})

test('what cannot be sent or read is a sentence, and the next picture may come', async () => {
  const send = (): Promise<string> => Promise.reject(new Error('The file is larger than 2 GB.'))
  const { projections, model, messages } = await testProjections(send)
  await projections.findFile(model, new File(['x'], 'huge.png'))
  expect(messages.last?.text).toContain('The file is larger than 2 GB.')
  await projections.find(model, { path: '/nowhere/none.png' })
  expect(messages.last?.level).toBe('problem')
  expect([projections.isAsking, projections.selected]).toEqual([false, undefined])
})

test('an error that falls by the same factor is a straight line down', () => {
  const errors = [1, 0.1, 0.01].map((error, step) => ({ step, error }))
  expect(curvePath(errors, { steps: 4, width: 100, height: 40 })).toBe(
    'M0.0 0.0 L25.0 20.0 L50.0 40.0'
  )
  expect(curvePath([], { steps: 4, width: 100, height: 40 })).toBe('')
})
