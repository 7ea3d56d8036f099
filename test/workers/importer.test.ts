import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { ImportSettingsSchema } from '../../src-main/contract/import-settings.ts'
import type { ImporterApi, ImporterEvents } from '../../src-main/contract/workers.ts'
import { connectWorker } from '../../src-main/rpc/worker.ts'
import { nodeSpawner } from '../../src-main/studio/spawn-node.ts'
import { pattern, picture } from '../datasets/pictures.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const ENTRY = fileURLToPath(new URL('../../src-main/workers/importer.ts', import.meta.url))

const SETTINGS = ImportSettingsSchema.parse({ size: 32 })

type Progress = Parameters<ImporterEvents['onProgress']>[0]

function importer(onProgress: ImporterEvents['onProgress'] = () => {}): ImporterApi {
  const worker = nodeSpawner(() => ENTRY).spawn('importer')
  onTestFinished(() => worker.kill())
  return connectWorker<ImporterApi, ImporterEvents>(worker.port, { onProgress }).api
}

async function folderOf(count: number): Promise<string> {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'in'))
  for (let i = 0; i < count; i++) {
    writeFileSync(join(folder, 'in', `${i}.png`), await picture(32, 32, i).png().toBuffer())
  }
  return folder
}

test('a folder is imported in a process of its own, and its pictures come back as PNG', async () => {
  const place = await folderOf(12)
  const told: Progress[] = []
  const api = importer((event) => told.push(event))
  const cacheFolder = join(place, 'cache')
  const task = { job: 'j1', source: join(place, 'in'), settings: SETTINGS, cacheFolder }
  const outcome = await api.importSource(task)
  expect(outcome).toMatchObject({ count: 12, report: { imported: 12, rejected: [] } })
  expect(told.at(-1)).toEqual({ job: 'j1', done: 12, total: 12 })

  // By the names' bytes 0, 1, 10, 11, 2: the third is number 10.
  const png = await api.picture(cacheFolder, 2)
  expect(await sharp(png).raw().toBuffer()).toEqual(pattern(32, 32, 10))
})

test('a job can be cancelled while others go on', async () => {
  const place = await folderOf(3)
  let begin: () => void
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const api = importer(({ job }) => job === 'long' && begin())
  const long = api.drawSampleSet({
    job: 'long',
    kind: 'avatars',
    size: 32,
    count: 200_000,
    seed: 1,
    cacheFolder: join(place, 'long')
  })
  const refused = expect(long).rejects.toMatchObject({ code: 'import/cancelled' })
  await begun
  const cacheFolder = join(place, 'short')
  const source = join(place, 'in')
  const short = api.importSource({ job: 'short', source, settings: SETTINGS, cacheFolder })
  expect((await short).count).toBe(3)
  await api.cancel('long')
  await refused
  expect(readdirSync(place).sort()).toEqual(['in', 'short'])
})

test('a mistake comes back as its sentence', async () => {
  const folder = join(temporaryFolder(), 'none')
  const task = { job: 'j', source: folder, settings: SETTINGS, cacheFolder: `${folder}.c` }
  const wrong = importer().importSource(task)
  await expect(wrong).rejects.toMatchObject({
    code: 'import/no-folder',
    message: `There is no folder ${folder}; choose the folder that holds the pictures.`
  })
})
