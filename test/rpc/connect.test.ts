import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { StudioEvent } from '../../src-main/contract/events.ts'
import { ImportSettingsSchema } from '../../src-main/contract/import-settings.ts'
import { pixelPaths } from '../../src-main/contract/pixels.ts'
import { connectStudio } from '../../src-main/rpc/connect.ts'
import { startServer, type RunningServer } from '../../src-main/server/server.ts'
import { testStudio, untilJob, type TestStudio } from '../studio/studio.ts'
import { temporaryFolder } from '../temporary-folder.ts'

async function served(): Promise<{ given: TestStudio; server: RunningServer }> {
  const given = testStudio()
  const pages = temporaryFolder()
  writeFileSync(join(pages, 'index.html'), '<!doctype html>')
  const server = await startServer(given.studio, pages, { host: '127.0.0.1', port: 0, exact: true })
  onTestFinished(() => server.close())
  return { given, server }
}

test('a studio served elsewhere is used like one made here: calls, events, uploads and pictures', async () => {
  const { given, server } = await served()
  const remote = await connectStudio(server.url)
  onTestFinished(() => remote.close())
  const heard: StudioEvent['type'][] = []
  remote.subscribe(({ type }) => heard.push(type))

  const path = join(given.folder, 'project')
  mkdirSync(path)
  const project = await remote.api.createProject({ path })
  await remote.upload('drop-1', 'füße & co/a.png', new Uint8Array([1, 2]))
  await remote.upload('drop-1', 'füße & co/b.png', new Uint8Array([3]))
  const job = await remote.api.startImport({
    source: { upload: 'drop-1' },
    settings: ImportSettingsSchema.parse({ size: 16 }),
    review: false
  })
  await untilJob(given, job.id)
  const { datasets } = await remote.api.getState({})
  const [dataset] = datasets
  const picture = await remote.pixels(pixelPaths.datasetPicture(dataset!.id, 1))
  const cache = join(path, 'datasets', dataset!.id)
  expect([project.name, dataset?.name, dataset?.count, picture]).toEqual([
    'project',
    'füße & co',
    2,
    { type: 'image/png', bytes: Buffer.from(`picture 1 of ${cache}`), immutable: true }
  ])
  expect([heard[0], heard.includes('datasets'), heard.includes('job')]).toEqual([
    'project',
    true,
    true
  ])
  expect(await remote.pixels(pixelPaths.datasetPicture(dataset!.id, 2))).toBeUndefined()
})

test('errors of calls, pictures and uploads arrive as sentences', async () => {
  const { server } = await served()
  const remote = await connectStudio(server.origin, server.token)
  onTestFinished(() => remote.close())
  const sentence = 'No project is open; open or make one first.'
  const picture = pixelPaths.datasetPicture('abc', 0)
  await expect(remote.api.getMetrics({ run: 'a' })).rejects.toMatchObject({ message: sentence })
  await expect(remote.pixels(picture)).rejects.toMatchObject({ message: sentence })
  await expect(remote.upload('UPPER', 'a.png', new Uint8Array())).rejects.toMatchObject({
    name: 'StudioError',
    code: 'connect/refused'
  })
})

test('the end of the connection is told once, and calls after it are refused', async () => {
  const { server } = await served()
  const remote = await connectStudio(server.url)
  const reason = new Promise<string>((resolve) => remote.onClose(resolve))
  await server.close()
  expect(await reason).toMatch(/^The connection was closed \(\d+\)\.$/)
  await expect(remote.api.getState({})).rejects.toMatchObject({ name: 'StudioError' })
})

test.each([
  ['http://127.0.0.1:1/?token=abc', 'connect/unreachable', 'No studio answers at'],
  ['http://127.0.0.1:1/', 'connect/token', 'was given without its token'],
  ['file:///etc/passwd', 'connect/url', 'is not the URL of a studio'],
  ['nonsense', 'connect/url', 'is not the URL of a studio']
])('connecting to %s fails with a sentence', async (url, code, words) => {
  await expect(connectStudio(url)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words) as string
  })
})

test('a wrong token is refused with a sentence', async () => {
  const { server } = await served()
  await expect(connectStudio(server.origin, 'wrong')).rejects.toMatchObject({
    code: 'connect/refused',
    message: `The studio at ${server.origin} refused the token; take the URL from its newest start.`
  })
})
