import { expect, onTestFinished, test, vi } from 'vitest'
import { LatentJobs } from '../../../src-renderer/state/latent-jobs.svelte.ts'
import { LatentMaps } from '../../../src-renderer/state/latent-maps.svelte.ts'
import { SHORT, untilRun, withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

async function testMaps() {
  const window = await testWindow()
  const { given, connection, studio, messages } = window
  const dataset = await withDataset(given)
  const changes = { ...SHORT, latent: 4 }
  const started = await given.api.startRun({ dataset: dataset.id, preset: 'quick', changes })
  const run = await untilRun(given, started.id, 'finished')
  const jobs = new LatentJobs(connection.api, studio, messages, () => undefined)
  onTestFinished(jobs.watch())
  const runJob: (typeof jobs)['run'] = (start) => jobs.run(start)
  const load = vi.fn(() => Promise.resolve())
  const maps = new LatentMaps({ api: connection.api, studio, messages, runJob, load })
  return { ...window, maps, load, model: { run: run.id, checkpoint: run.images } }
}

test('a map is made by the form and comes into view with its samples', async () => {
  const { given, maps, model, load } = await testMaps()
  maps.method = 'pca'
  maps.count = 100
  await maps.make(model)
  const [kept] = await given.api.listLatentItems({ run: model.run })
  expect(kept).toMatchObject({ kind: 'map', method: 'pca', count: 100 })
  expect([maps.open?.map, maps.open?.latents.length]).toEqual([kept!.id, 100])
  maps.point(1, (z) => `z ${z.join(' ')}`)
  expect([maps.pointed, load.mock.calls]).toEqual([1, [['z 0 0 0 0']]])
  const place = maps.placeOf(1)!
  expect(place.z).toBe(maps.open!.latents[1])
  expect(place.lineage).toMatchObject([{ how: 'map', words: `${kept!.name}, sample 2` }])
  expect(maps.placeOf(1_000)).toBeUndefined()
  await maps.show(undefined)
  expect([maps.open, maps.pointed, maps.colour]).toEqual([undefined, undefined, undefined])
})

test('the picture in hand and projected ones are placed on it; the newest question wins', async () => {
  const { maps, model } = await testMaps()
  maps.locate([0.1, 0.2, 0, 0], [])
  expect(maps.spots).toBeUndefined()
  maps.count = 100
  await maps.make(model)
  maps.locate([0.9, 0.9, 0, 0], [])
  maps.locate([0.1, 0.2, 0, 0], [[0.3, 0.4, 0, 0]])
  await vi.waitFor(() => expect(maps.spots).toBeDefined())
  expect(maps.spots).toMatchObject({ here: { x: 0.1, y: 0.2 }, pictures: [{ x: 0.3, y: 0.4 }] })
})
