import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import type {
  DirectionSource,
  DirectionSourceSchema,
  LatentItem
} from '../../src-main/contract/latent.ts'
import type { Job } from '../../src-main/contract/models.ts'
import { pixelPaths } from '../../src-main/contract/pixels.ts'
import { SHORT, testStudio, untilJob, untilRun, withDataset, type TestStudio } from './studio.ts'

type DirectionSourceInput = z.input<typeof DirectionSourceSchema>

async function trainedStudio(): Promise<{ given: TestStudio; run: string; dataset: string }> {
  const given = testStudio()
  const { id: dataset } = await withDataset(given)
  return { given, run: await train(given, dataset), dataset }
}

async function train(given: TestStudio, dataset: string): Promise<string> {
  const changes = { ...SHORT, latent: 2 }
  const { id } = await given.api.startRun({ dataset, preset: 'dcgan', changes })
  await untilRun(given, id, 'finished')
  return id
}

const lineage = [{ how: 'seed' as const, words: 'seed 7, number 1', z: [0.5, -1] }]
const point = { kind: 'point' as const, z: [0.5, -1], lineage }

async function find(
  { given, run }: { given: TestStudio; run: string },
  source: DirectionSource,
  name?: string
): Promise<{ job: Job; made: LatentItem[] }> {
  const { id } = await given.api.findDirections({ run, source, ...(name && { name }) })
  const job = await untilJob(given, id)
  const items = await given.api.listLatentItems({ run })
  return { job, made: items.filter((item) => job.made?.includes(item.id)) }
}

test('a favourite is kept with its thumbnail, renamed, tagged, deleted and taken back', async () => {
  const { given, run } = await trainedStudio()
  const { api, studio, waitFor } = given
  const told = waitFor('latent-items')
  const kept = await api.saveLatentItem({ run, item: point })
  expect(await told).toEqual({ type: 'latent-items', run })
  expect(kept).toEqual({
    id: kept.id,
    kind: 'point',
    run,
    checkpoint: 640,
    name: 'Favourite',
    tags: [],
    createdAt: kept.createdAt,
    z: [0.5, -1],
    lineage: [{ ...lineage[0], parents: [] }]
  })
  const thumbnail = await studio.pixels(pixelPaths.kept(kept.id))
  expect(Buffer.from(thumbnail!.bytes)).toEqual(Buffer.from('z 0.5 -1'))
  const second = await api.saveLatentItem({ run, item: point })
  await api.changeLatentItem({ item: second.id, name: 'Anna', tags: ['smile'] })
  await api.deleteLatentItem({ item: kept.id })
  const names = async (): Promise<string[]> =>
    (await api.listLatentItems({ run })).map(({ name, tags }) => [name, ...tags].join(' '))
  expect([second.name, await names()]).toEqual(['Favourite 2', ['Anna smile']])
  await api.restoreLatentItem({ item: kept.id })
  expect(await names()).toEqual(['Favourite', 'Anna smile'])
})

test('what does not fit the model is refused with a sentence', async () => {
  const { given, run } = await trainedStudio()
  const { api } = given
  const long = { ...point, z: [0, 0, 0] }
  await expect(api.saveLatentItem({ run, item: long })).rejects.toMatchObject({
    code: 'latent/length',
    message: 'A latent vector of 3 numbers was given, but “Faces · DCGAN” takes 2.'
  })
  const loop = { ...point, lineage: [{ ...lineage[0]!, parents: [0] }] }
  await expect(api.saveLatentItem({ run, item: loop })).rejects.toMatchObject({
    code: 'rpc/invalid'
  })
  await expect(api.deleteLatentItem({ item: 'none' })).rejects.toMatchObject({
    code: 'latent/unknown-item'
  })
  const source = { kind: 'dimension', dimension: 2 } as const
  await expect(api.findDirections({ run, source })).rejects.toMatchObject({
    code: 'latent/dimension',
    message: '“Faces · DCGAN” has no dimension 3; it has 2.'
  })
})

test('directions are found, named, and serve others; those of another run are refused', async () => {
  const trained = await trainedStudio()
  const { given, dataset } = trained
  const { made } = await find(trained, { kind: 'components', count: 2 }, 'Axis')
  expect(made.map(({ name }) => name)).toEqual(['Axis 1', 'Axis 2'])
  const [first, second] = made
  const source: DirectionSource = {
    kind: 'orthogonal',
    direction: first!.id,
    against: [second!.id]
  }
  const { made: turned } = await find(trained, source)
  expect(turned).toMatchObject([
    {
      kind: 'direction',
      name: 'orthogonal 1',
      facts: {
        words: JSON.stringify({
          [first!.id]: { name: 'Axis 1', vector: [1, 0] },
          [second!.id]: { name: 'Axis 2', vector: [0, 1] }
        })
      }
    }
  ])
  const other = await train(given, dataset)
  await expect(given.api.findDirections({ run: other, source })).rejects.toMatchObject({
    code: 'direction/foreign',
    message:
      '“Axis 1” belongs to another run and means nothing in “Faces · DCGAN 2”; find it there again.'
  })
})

test('a direction that bends is a row and a file, followed from any place; deleted for good it is swept', async () => {
  const trained = await trainedStudio()
  const { given, run } = trained
  const { api, folder } = given
  const source: DirectionSource = {
    kind: 'attribute',
    attribute: 'bent',
    values: ['yes'],
    samples: 200
  }
  const { made } = await find(trained, source, 'Smile')
  const [smile] = made
  expect(smile).toMatchObject({ name: 'Smile', bend: true })
  const bends = join(folder, 'project', 'runs', run, 'learned', 'bends')
  expect(readFileSync(join(bends, `${smile!.id}.bend`), 'utf8')).toBe('bend')
  const trace = (direction: string, z = [0.5, -1]) => api.traceDirection({ run, direction, z })
  // The explorer of these tests moves every number by the length of the name.
  expect(await trace(smile!.id)).toEqual({
    strengths: [-2, 0, 2],
    latents: [
      [-4.5, -6],
      [0.5, -1],
      [5.5, 4]
    ]
  })
  const { made: straight } = await find(trained, { kind: 'dimension', dimension: 0 })
  expect(await trace(straight[0]!.id)).toEqual({
    strengths: [-2, 2],
    latents: [
      [-1.5, -1],
      [2.5, -1]
    ]
  })
  await expect(trace(smile!.id, [1])).rejects.toMatchObject({ code: 'latent/length' })
  const point1 = await api.saveLatentItem({ run, item: point })
  await expect(trace(point1.id)).rejects.toMatchObject({ code: 'direction/foreign' })

  writeFileSync(join(bends, 'nobody.bend'), '')
  await api.closeProject({})
  await api.openProject({ path: join(folder, 'project') })
  expect(readdirSync(bends)).toEqual([`${smile!.id}.bend`])
})

test('a search that is cancelled keeps nothing', async () => {
  const { given, run } = await trainedStudio()
  const { api } = given
  const source: DirectionSourceInput = {
    kind: 'attribute',
    attribute: 'glasses',
    values: ['round']
  }
  const begun = given.waitFor('job', ({ job }) => job.done === 1)
  const { id } = await api.findDirections({ run, source })
  await begun
  await api.cancelJob({ job: id })
  expect((await untilJob(given, id)).state).toBe('cancelled')
  expect(await api.listLatentItems({ run })).toEqual([])
})

test('a picture is projected: told on the way, kept with what was looked for', async () => {
  const { given, run, dataset } = await trainedStudio()
  const { api, studio, folder } = given
  const path = join(folder, 'me.png')
  writeFileSync(path, 'me')
  const found = given.waitFor('projection')
  const { id } = await api.projectPicture({ run, picture: { path } })
  expect(await found).toEqual({
    type: 'projection',
    job: id,
    step: 1,
    steps: 2,
    z: [0.5, 0.5],
    error: 0.1
  })
  const { made } = await untilJob(given, id)
  const [kept] = await api.listLatentItems({ run })
  expect(kept).toMatchObject({ id: made![0], kind: 'projection', name: 'me.png', error: 0.01 })
  const bytes = async (url: string): Promise<string> =>
    Buffer.from((await studio.pixels(url))!.bytes).toString()
  expect(await bytes(pixelPaths.target(id))).toBe('me')
  expect(await bytes(pixelPaths.kept(kept!.id))).toBe('meme.png')
  expect(await bytes(pixelPaths.difference(kept!.id))).toBe('z 0.5 0.5meme.png')

  await studio.upload('dropped', 'you.png', Buffer.from('you'))
  const upload = await api.projectPicture({ run, picture: { upload: 'dropped' } })
  const picture = await api.projectPicture({ run, picture: { dataset, picture: 1 } })
  expect([upload.title, picture.title]).toEqual(['you.png', 'Faces 2'])
  const wrong = api.projectPicture({ run, picture: { path: join(folder, 'none.png') } })
  await expect(wrong).rejects.toMatchObject({ code: 'picture/no-file' })
})

test('a steadied sum is a job that ends at a place, and keeps nothing', async () => {
  const { given, run } = await trainedStudio()
  const { api } = given
  const { id } = await api.steadyArithmetic({ run, terms: [{ weight: 1, latents: [[0.5, 0]] }] })
  expect(await untilJob(given, id)).toMatchObject({ kind: 'arithmetic', place: [1.5, 1] })
  expect(await api.listLatentItems({ run })).toEqual([])
  const terms = [{ weight: 1, latents: [[0.5]] }]
  await expect(api.steadyArithmetic({ run, terms })).rejects.toMatchObject({
    code: 'latent/length'
  })
})

test('a map is a file with a row, and says where vectors lie', async () => {
  const { given, run } = await trainedStudio()
  const { api, folder } = given
  const { id } = await api.makeMap({ run, method: 'pca', count: 100 })
  const { made } = await untilJob(given, id)
  const map = made![0]!
  const file = join(folder, 'project', 'runs', run, 'learned', 'maps', `${map}.json`)
  expect(readFileSync(file, 'utf8')).toBe('100')
  expect(await api.getMap({ map })).toEqual({ map, x: [0, 1], y: [1, 0], colours: [] })
  expect(await api.placeOnMap({ map, latents: [[0.25, 0.75]] })).toEqual([{ x: 0.25, y: 0.75 }])
})
