import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { ImportSettingsSchema } from '../../src-main/contract/import-settings.ts'
import { pixelPaths } from '../../src-main/contract/pixels.ts'
import { pictureFolder, testStudio, untilJob, type TestStudio } from './studio.ts'

async function openedStudio(): Promise<TestStudio> {
  const given = testStudio()
  await given.api.createProject({ path: join(given.folder, 'project') })
  return given
}

test('a folder becomes a data set with its report, and its pictures have URLs', async () => {
  const given = await openedStudio()
  const { api, studio, folder } = given
  const path = pictureFolder(12, ['notes.txt'])
  const job = await api.startImport({ source: { path }, settings: { size: 16 } })
  const ended = await untilJob(given, job.id)
  const { datasets } = await api.getState({})
  const dataset = datasets[0]!
  expect(datasets).toEqual([
    {
      id: ended.dataset,
      name: basename(path),
      form: 'pictures',
      size: 16,
      channels: 3,
      count: 12,
      pictures: 12,
      source: path,
      settings: ImportSettingsSchema.parse({ size: 16 }),
      hash: 'ef'.repeat(32),
      rejected: 1,
      duplicates: 0,
      createdAt: expect.any(Number) as number
    }
  ])
  expect(ended).toEqual({ ...job, state: 'done', done: 12, total: 12, dataset: dataset.id })
  expect(await api.getImportReport({ dataset: dataset.id })).toEqual({
    dataset: dataset.id,
    imported: 12,
    rejected: [{ file: 'notes.txt', reason: 'It is not a picture.' }],
    duplicates: [],
    near: [],
    upscaled: 0,
    imagesPerSecond: 1000,
    seconds: 0.012
  })
  const cache = join(folder, 'project', 'datasets', dataset.id)
  expect(await studio.pixels(pixelPaths.datasetPicture(dataset.id, 11))).toEqual({
    type: 'image/png',
    bytes: Buffer.from(`picture 11 of ${cache}`),
    immutable: true
  })
  expect(await studio.pixels(pixelPaths.datasetPicture(dataset.id, 12))).toBeUndefined()
})

test('a second data set of the same name is numbered', async () => {
  const given = await openedStudio()
  for (let n = 0; n < 2; n++) {
    const job = await given.api.createSampleSet({ kind: 'avatars', size: 16, count: 16 })
    await untilJob(given, job.id)
  }
  const { datasets } = await given.api.getState({})
  expect(datasets.map(({ name, source }) => [name, source])).toEqual([
    ['Avatars', 'Avatars sample set, seed 1'],
    ['Avatars 2', 'Avatars sample set, seed 1']
  ])
})

test('a folder without pictures fails with a sentence and leaves nothing behind', async () => {
  const given = await openedStudio()
  const path = pictureFolder(0, ['a.txt', 'b.txt'])
  const job = await given.api.startImport({ source: { path }, settings: { size: 16 } })
  expect(await untilJob(given, job.id)).toMatchObject({
    state: 'failed',
    problem: `None of the 2 files in ${path} can be used as a picture (the first, a.txt: It is not a picture.); choose another folder.`
  })
  expect(readdirSync(join(given.folder, 'project', 'datasets'))).toEqual([])
})

test.each([['/nowhere/at/all', 'There is no folder /nowhere/at/all'] as const])(
  'importing %s is refused at once',
  async (path, sentence) => {
    const { api } = await openedStudio()
    await expect(
      api.startImport({ source: { path }, settings: { size: 16 } })
    ).rejects.toMatchObject({
      code: 'import/no-folder',
      message: `${sentence}; choose the folder that holds the pictures.`
    })
  }
)

test('an import is cancelled, and leaves nothing behind', async () => {
  const given = await openedStudio()
  const { api } = given
  const job = await api.createSampleSet({ kind: 'avatars', size: 16, count: 100_000 })
  await expect(api.dismissJob({ job: job.id })).rejects.toMatchObject({ code: 'job/working' })
  await api.cancelJob({ job: job.id })
  const ended = await untilJob(given, job.id)
  await api.dismissJob({ job: job.id })
  const { jobs, datasets } = await api.getState({})
  expect([ended.state, ended.problem, jobs, datasets]).toEqual(['cancelled', undefined, [], []])
  expect(readdirSync(join(given.folder, 'project', 'datasets'))).toEqual([])
})

test('an importer that dies fails its job with a sentence; the next import starts a new one', async () => {
  const given = await openedStudio()
  const { api, workers } = given
  const long = await api.createSampleSet({ kind: 'avatars', size: 16, count: 100_000 })
  await given.waitFor('job', ({ job }) => job.done > 0)
  workers[0]!.process.kill()
  expect(await untilJob(given, long.id)).toMatchObject({
    state: 'failed',
    problem: 'The importer process ended unexpectedly (killed by SIGKILL).'
  })
  const next = await api.createSampleSet({ kind: 'avatars', size: 16, count: 16 })
  expect([(await untilJob(given, next.id)).state, workers.length]).toEqual(['done', 2])
})

test('a data set is deleted and comes back', async () => {
  const given = await openedStudio()
  const { api } = given
  const job = await api.createSampleSet({ kind: 'avatars', size: 16, count: 16 })
  const dataset = (await untilJob(given, job.id)).dataset!
  await api.deleteDataset({ dataset })
  const whileDeleted = (await api.getState({})).datasets
  const restored = await api.restoreDataset({ dataset })
  expect([whileDeleted, (await api.getState({})).datasets]).toEqual([[], [restored]])
})

test('an upload is imported under the name of its folder and then removed', async () => {
  const given = await openedStudio()
  const { api, studio, folder } = given
  for (const file of ['holiday/a.png', 'holiday/b.png', 'holiday/c.txt']) {
    await studio.upload('drop-1', file, new Uint8Array([1, 2, 3]))
  }
  const job = await api.startImport({ source: { upload: 'drop-1' }, settings: { size: 16 } })
  await untilJob(given, job.id)
  const [dataset] = (await api.getState({})).datasets
  expect([dataset?.name, dataset?.source, dataset?.count]).toEqual(['holiday', 'holiday', 2])
  const uploads = readdirSync(folder).find((name) => name.startsWith('gan-atelier-uploads-'))!
  expect(existsSync(join(folder, uploads, 'drop-1'))).toBe(false)
  await expect(
    api.startImport({ source: { upload: 'drop-1' }, settings: { size: 16 } })
  ).rejects.toMatchObject({
    code: 'upload/unknown'
  })
})
