import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { ExportWhatSchema } from '../../src-main/contract/exports.ts'
import type { Job, Run } from '../../src-main/contract/models.ts'
import { pixelPaths } from '../../src-main/contract/pixels.ts'
import { downloadName } from '../../src-main/studio/export-files.ts'
import { SHORT, testStudio, untilJob, untilRun, withDataset, type TestStudio } from './studio.ts'

type What = z.input<typeof ExportWhatSchema>

/** A studio with a model: by default trained and drawn by the small workers beside this file. */
async function trainedStudio(workers?: URL): Promise<{ given: TestStudio; run: Run }> {
  const given = testStudio(workers && { workers })
  const { id: dataset } = await withDataset(given)
  const small = { latent: 2, generatorFilters: 4, discriminatorFilters: 4, size: 16 } as const
  const changes = { ...SHORT, ...small, images: 192 }
  const { id } = await given.api.startRun({
    dataset,
    preset: 'dcgan',
    changes,
    name: 'Gesichter · Öl'
  })
  return { given, run: await untilRun(given, id, 'finished') }
}

const realWorkers = new URL('../../src-main/workers', import.meta.url)

async function exported(
  { api, ...given }: TestStudio,
  run: Run,
  what: What,
  out?: string
): Promise<Job> {
  const { id } = await api.startExport({ run: run.id, what, ...(out && { out }) })
  return untilJob({ api, ...given }, id)
}

const picture: What = { kind: 'picture', z: [0.1, 1 / 3], scale: 2 }

test(
  'a picture is fetched, dropped back in, and made again: the same z to the last bit, the same bytes',
  { timeout: 120_000 },
  async () => {
    const { given, run } = await trainedStudio(realWorkers)
    const { studio, api, folder } = given
    const lineage = [
      { how: 'seed' as const, words: 'seed 7', z: [0.5, 0.25], parents: [] },
      { how: 'pad' as const, words: 'pad', z: [0.1, 1 / 3], parents: [0] }
    ]
    const job = await exported(given, run, { ...picture, lineage })
    const fetched = (await studio.download(job.file!.url!))!
    expect([job.file!.url, fetched.type]).toEqual([
      `/exports/${job.id}/gesichter-ol-192-picture.png`,
      'image/png'
    ])

    await studio.upload('drop-1', 'found on a disk.png', fetched.bytes)
    const read = await api.readPicture({ picture: { upload: 'drop-1' } })
    const [checkpoint] = (await api.getCheckpoints({ run: run.id })).slice(-1)
    const { datasets } = await api.getState({})
    expect(read).toEqual({
      run: run.id,
      runName: 'Gesichter · Öl',
      checkpoint: 192,
      checkpointSha256: checkpoint!.sha256,
      datasetHash: datasets[0]!.hash,
      configDigest: run.configDigest,
      z: [0.1, 1 / 3],
      lineage,
      scale: 2,
      available: true
    })

    const out = join(folder, 'again.png')
    await exported(given, run, { ...picture, z: read.z, lineage: read.lineage }, out)
    expect(readFileSync(out)).toEqual(fetched.bytes)
    expect(await api.readPicture({ picture: { path: out } })).toEqual(read)
    // Enlarged without blur: every second pixel is the picture under the slider.
    const shown = await studio.pixels(pixelPaths.latent(run.id, 192, read.z))
    const half = sharp(out).resize({ width: 16, kernel: 'nearest' })
    expect(await half.raw().toBuffer()).toEqual(await sharp(shown!.bytes).raw().toBuffer())

    // Of the data as the run saw them, whatever is left out later.
    await api.changeDataset({
      dataset: run.dataset,
      changes: [{ kind: 'exclude', pictures: [0], reason: 'person' }]
    })
    await exported(given, run, { ...picture, lineage }, join(folder, 'later.png'))
    expect(readFileSync(join(folder, 'later.png'))).toEqual(fetched.bytes)
  }
)

test('downloads are this user’s own, are read by their whole path, and go with the studio', async () => {
  const { given, run } = await trainedStudio()
  const { studio, folder } = given
  const job = await exported(given, run, { kind: 'model', format: 'tfjs' })
  const { path, url } = job.file!
  expect(url).toBe(`/exports/${job.id}/gesichter-ol-192-tfjs.zip`)
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex')
  const fetched = (await studio.download(url!))!
  expect([
    fetched.name,
    fetched.type,
    createHash('sha256').update(fetched.bytes).digest('hex')
  ]).toEqual(['gesichter-ol-192-tfjs.zip', 'application/zip', sha256])
  for (const wrong of [
    `/exports/${job.id}/other.zip`,
    `/exports/${job.id}/../${job.id}/gesichter-ol-192-tfjs.zip`,
    `/exports/../../project/project.db`,
    path
  ]) {
    expect(await studio.download(wrong)).toBeUndefined()
  }
  const [root] = readdirSync(folder).filter((name) => name.startsWith('gan-atelier-exports-'))
  expect(path.startsWith(join(folder, root!))).toBe(true)
  await studio.close()
  expect(existsSync(join(folder, root!))).toBe(false)
})

test('an export that fails leaves no file to fetch', async () => {
  const { given, run } = await trainedStudio()
  const { api, folder, studio } = given
  // What the small explorer takes for a disk that is full.
  const { id } = await api.startExport({ run: run.id, what: { ...picture, z: [98, 0] } })
  const { state, problem } = await untilJob(given, id)
  expect([state, problem]).toEqual(['failed', 'There is no room left.'])
  expect(await studio.download(`/exports/${id}/gesichter-ol-192-picture.png`)).toBeUndefined()
  const [root] = readdirSync(folder).filter((name) => name.startsWith('gan-atelier-exports-'))
  expect(readdirSync(join(folder, root!))).toEqual([])
})

test('places that cannot be written are refused before any work', async () => {
  const { given, run } = await trainedStudio()
  const { folder, workers } = given
  const frames: What = {
    kind: 'walk',
    plan: { keyframes: [{ z: [0, 0] }, { z: [1, 1] }] },
    format: 'png-sequence'
  }
  const taken = join(folder, 'frames')
  mkdirSync(taken)
  writeFileSync(join(taken, 'mine.txt'), 'mine')
  const write = (what: What, out: string) => exported(given, run, what, out)
  await expect(write(frames, taken)).rejects.toMatchObject({
    code: 'export/exists',
    message: `${taken} is there already; choose a new name for the folder, or one that ends with .zip.`
  })
  await expect(write({ ...frames, format: 'gif' }, join(folder, 'a.png'))).rejects.toMatchObject({
    message: `${join(folder, 'a.png')} cannot be written; its name must end with .gif.`
  })
  await expect(
    write({ kind: 'model', format: 'onnx' }, join(folder, 'a.zip'))
  ).rejects.toMatchObject({
    code: 'export/kind'
  })
  await expect(write(frames, '/nowhere/frames')).rejects.toMatchObject({ code: 'export/no-folder' })
  expect(workers.some(({ kind }) => kind === 'explorer')).toBe(false)
})

test.each([
  ['', 'model'],
  ['***', 'model'],
  ['Faces · DCGAN', 'faces-dcgan'],
  ['../../etc/passwd', 'etc-passwd'],
  ['ÅÉß 2', 'ae-2'],
  ['顔', 'model'],
  ['a'.repeat(120), 'a'.repeat(60)]
])('a run called %j gives a download a plain name', (name, slug) => {
  const what = { kind: 'model', format: 'onnx' } as const
  expect(downloadName(name, 40_000, what)).toBe(`${slug}-40000-generator.onnx`)
})
