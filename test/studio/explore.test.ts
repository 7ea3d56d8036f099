import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Run } from '../../src-main/contract/models.ts'
import { encodeLatent, pixelPaths } from '../../src-main/contract/pixels.ts'
import { SHORT, testStudio, untilJob, untilRun, withDataset, type TestStudio } from './studio.ts'

async function trainedStudio(): Promise<{ given: TestStudio; run: Run }> {
  const given = testStudio()
  const { id: dataset } = await withDataset(given)
  const changes = { ...SHORT, latent: 2 }
  const { id } = await given.api.startRun({ dataset, preset: 'dcgan', changes })
  return { given, run: await untilRun(given, id, 'finished') }
}

test('the latent space is that of the newest checkpoint unless one is named', async () => {
  const { given, run } = await trainedStudio()
  const { api } = given
  const space = {
    run: run.id,
    checkpoint: 640,
    dimensions: 2,
    distribution: 'uniform',
    minimum: -1,
    maximum: 1,
    size: 16
  }
  expect(await api.getLatentSpace({ run: run.id })).toEqual(space)
  expect(await api.getLatentSpace({ run: run.id, checkpoint: 192 })).toEqual({
    ...space,
    checkpoint: 192
  })
  await expect(api.getLatentSpace({ run: run.id, checkpoint: 200 })).rejects.toMatchObject({
    code: 'checkpoint/unknown',
    message: '“Faces · DCGAN” has no checkpoint at 200 images; there are 192, 384, 576, 640.'
  })
})

test('latents are drawn, labelled and exported from the model named', async () => {
  const { given, run } = await trainedStudio()
  const { api, folder } = given
  const latents = await api.drawLatents({ run: run.id, seed: 1, count: 2 })
  const labels = await api.labelLatents({ run: run.id, latents })
  const out = join(folder, 'grid.png')
  const what = { kind: 'grid', latents, scale: 1 } as const
  const { id: job } = await api.startExport({ run: run.id, checkpoint: 192, what, out })
  await untilJob(given, job)
  const model = join(folder, 'project', 'runs', run.id, 'checkpoints', '192.safetensors')
  const cacheFolder = join(folder, 'project', 'datasets', run.dataset)
  expect([latents, labels, JSON.parse(readFileSync(out, 'utf8'))]).toEqual([
    [
      [1, 1],
      [0, 0]
    ],
    [
      { first: '1', cacheFolder },
      { first: '0', cacheFolder }
    ],
    [model, what]
  ])
})

test('exports that cannot be are refused with a sentence', async () => {
  const { given, run } = await trainedStudio()
  const { api, folder } = given
  const grid = (latents: number[][], out: string) =>
    api.startExport({ run: run.id, what: { kind: 'grid', latents }, out })
  await expect(grid([[0.5]], join(folder, 'a.png'))).rejects.toMatchObject({
    code: 'latent/length',
    message: 'A latent vector of 1 numbers was given, but “Faces · DCGAN” takes 2.'
  })
  await expect(grid([[0, 0]], join(folder, 'a.gif'))).rejects.toMatchObject({ code: 'export/kind' })
  await expect(grid([[0, 0]], '/nowhere/a.png')).rejects.toMatchObject({
    code: 'export/no-folder'
  })
})

test('a picture has a URL by its z; asked for again it is not made again', async () => {
  const { given, run } = await trainedStudio()
  const { studio, workers } = given
  const path = pixelPaths.latent(run.id, 640, [0.5, -1])
  const picture = { type: 'image/png', bytes: Buffer.from('z 0.5 -1'), immutable: true }
  expect(await studio.pixels(path)).toEqual(picture)
  // With the explorer gone only a kept picture can answer without starting another.
  workers.find(({ kind }) => kind === 'explorer')!.process.kill()
  expect(await studio.pixels(path)).toEqual(picture)
  expect(workers.filter(({ kind }) => kind === 'explorer')).toHaveLength(1)
})

test('an explorer that dies is told of in a sentence, and started again by the next picture', async () => {
  const { given, run } = await trainedStudio()
  const { studio } = given
  await expect(studio.pixels(pixelPaths.latent(run.id, 640, [99, 0]))).rejects.toMatchObject({
    code: 'worker/died',
    message: 'The explorer process ended unexpectedly (killed by SIGSEGV).'
  })
  const next = await studio.pixels(pixelPaths.latent(run.id, 640, [0, 0]))
  expect(next?.bytes).toEqual(Buffer.from('z 0 0'))
})

test('the newest picture comes first, and those nobody can still want are dropped', async () => {
  const { given, run } = await trainedStudio()
  const answered: string[] = []
  const ask = async (value: number): Promise<void> => {
    const path = pixelPaths.latent(run.id, 640, [value, 0])
    await given.studio.pixels(path).then(
      () => answered.push(`made ${value}`),
      (error: { code: string }) => answered.push(`${error.code} ${value}`)
    )
  }
  // The first is under way at once; 128 may wait.
  await Promise.all(Array.from({ length: 131 }, (_, value) => ask(value + 100)))
  expect(answered.slice(0, 2)).toEqual(['request/superseded 101', 'request/superseded 102'])
  expect(answered.slice(2, 5)).toEqual(['made 100', 'made 230', 'made 229'])
  expect(answered.at(-1)).toBe('made 103')
})

test('a sheet has a URL by its vectors, and a picture asked for meanwhile does not wait for it', async () => {
  const { given, run } = await trainedStudio()
  const { studio } = given
  const sheet = studio.pixels(
    pixelPaths.latentSheet(run.id, 640, 2, [
      [99, 0],
      [0.5, 1],
      [2, 3]
    ])
  )
  const picture = await studio.pixels(pixelPaths.latent(run.id, 640, [0, 0]))
  expect(picture?.bytes).toEqual(Buffer.from('z 0 0'))
  expect(await sheet).toEqual({
    type: 'image/png',
    bytes: Buffer.from('2: 99 0, 0.5 1, 2 3'),
    immutable: true
  })
})

test('a sheet holds up to 64 vectors of the length that the model takes', async () => {
  const { given, run } = await trainedStudio()
  const ask = (latents: number[][], columns = 8) =>
    given.studio.pixels(pixelPaths.latentSheet(run.id, 640, columns, latents))
  const many = (count: number): number[][] => Array.from({ length: count }, () => [0.5, 1])
  expect(await ask(many(64))).toBeDefined()
  expect(await ask(many(65))).toBeUndefined()
  expect(await ask(many(2), 0)).toBeUndefined()
  expect(await ask(many(2), 65)).toBeUndefined()
  const uneven = pixelPaths.latentSheet(run.id, 640, 2, many(3)).replace('/3/', '/4/')
  expect(await given.studio.pixels(uneven)).toBeUndefined()
  await expect(ask([[0.5, 1, 2]])).rejects.toMatchObject({ code: 'latent/length' })
})

test.each([
  '/pixels/runs/RUN/snapshots/../../../project.db',
  '/pixels/runs/..%2f..%2f/snapshots/0.png',
  '/pixels/runs/../RUN/snapshots/0.png',
  '/pixels/runs/RUN/snapshots/0.png\0',
  '/pixels/runs/RUN/snapshots/0.png/',
  '/pixels/runs/RUN/snapshots/12345.png',
  '/pixels/runs/unknown/snapshots/0.png',
  '/pixels/datasets/../0.png',
  '/pixels/datasets/RUN/0.png',
  `/pixels/runs/RUN/latent/640/${encodeLatent([NaN, 0])}.png`,
  '/pixels/',
  '/etc/passwd'
])('there is no picture at %j', async (path) => {
  const { given, run } = await trainedStudio()
  expect(await given.studio.pixels(path.replace('RUN', run.id))).toBeUndefined()
})
