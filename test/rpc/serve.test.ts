import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { StudioEvent } from '../../src-main/contract/events.ts'
import type { Studio } from '../../src-main/contract/studio.ts'
import { remoteStudio, type RemoteStudio } from '../../src-main/rpc/connect.ts'
import { serveStudio } from '../../src-main/rpc/serve.ts'
import { createStudio } from '../../src-main/studio/create.ts'
import { nodeSpawner } from '../../src-main/studio/spawn-node.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { nextMessage, portPair } from './ports.ts'

function servedStudio(): { local: Studio; remote: RemoteStudio } {
  const [near, far] = portPair()
  const local = createStudio({
    version: '1.2.3',
    shell: { kind: 'served', folderDialog: false, droppedPaths: false, revealFiles: false },
    spawner: nodeSpawner('/nowhere'),
    folders: { config: join(temporaryFolder(), 'config') }
  })
  onTestFinished(() => local.close())
  serveStudio(local, near)
  const files = { pixels: local.pixels, download: local.download, upload: local.upload }
  return { local, remote: remoteStudio(far, files) }
}

test('a window makes a project, keeps a view in it, and is told of it', async () => {
  const { remote } = servedStudio()
  const path = join(temporaryFolder(), 'faces')
  const heard: StudioEvent[] = []
  remote.subscribe((event) => heard.push(event))
  const project = await remote.api.createProject({ path })
  await remote.api.writeView({ key: 'latent', value: [0.5] })
  expect([project, await remote.api.readView({ key: 'latent' }), heard]).toEqual([
    { path, name: 'faces' },
    [0.5],
    [{ type: 'project', project: { path, name: 'faces' } }]
  ])
})

test('an error of a service arrives with its code and sentence', async () => {
  const { remote } = servedStudio()
  const path = temporaryFolder()
  await expect(remote.api.openProject({ path })).rejects.toMatchObject({
    name: 'StudioError',
    code: 'project/missing',
    message: `There is no project in ${path}; make a new one there, or choose another folder.`
  })
})

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'eval', ''])(
  'a call "%s" that the contract does not name is refused',
  async (method) => {
    const [near, far] = portPair()
    serveStudio(servedStudio().local, near)
    const answer = nextMessage(far)
    far.post({ t: 'q', i: '1', m: method, a: [{}] })
    expect(await answer).toEqual({
      t: 's',
      i: '1',
      e: { code: 'rpc/unknown', message: `This studio knows no call "${method}".` }
    })
  }
)

test.each([
  ['startImport', { source: { path: '/a', upload: 'b' }, size: 32 }],
  ['startImport', { source: { path: '/a' }, size: 48 }],
  ['openProject', { path: 7 }],
  ['openProject', { path: '/a', extra: true }],
  ['getMetrics', { run: '../../etc/passwd' }],
  ['getState', undefined],
  ['drawLatents', { run: 'a', seed: -1, count: 8 }]
])('the call "%s" with %j is refused at the door', async (method, input) => {
  const [near, far] = portPair()
  serveStudio(servedStudio().local, near)
  const answer = nextMessage(far)
  far.post({ t: 'q', i: '1', m: method, a: [input] })
  expect(await answer).toMatchObject({ t: 's', i: '1', e: { code: 'rpc/invalid' } })
})

test('malformed messages are passed over and the next call is answered', async () => {
  const [near, far] = portPair()
  serveStudio(servedStudio().local, near)
  const malformed: unknown[] = [null, 7, 'q', [], {}, { t: 'q' }, { t: 'q', m: 1, a: [] }]
  for (const message of [...malformed, { t: 'q', m: 'getState', a: {} }, { t: 's' }]) {
    far.post(message)
  }
  const answer = nextMessage(far)
  far.post({ t: 'q', i: '9', m: 'getState', a: [{}] })
  expect(await answer).toMatchObject({ t: 's', i: '9', r: { version: '1.2.3' } })
})

test('when the studio stops serving, calls of the window are not answered but events end', async () => {
  const [near, far] = portPair()
  const { local } = servedStudio()
  const dispose = serveStudio(local, near)
  const heard: StudioEvent[] = []
  const files = { pixels: local.pixels, download: local.download, upload: local.upload }
  remoteStudio(far, files).subscribe((event) => heard.push(event))
  dispose()
  const path = join(temporaryFolder(), 'faces')
  mkdirSync(path)
  await local.api.createProject({ path })
  expect(heard).toEqual([])
})

test('a call under way when the connection ends is rejected with a sentence', async () => {
  const [near, far] = portPair()
  const remote = remoteStudio(far, {
    pixels: async () => undefined,
    download: async () => undefined,
    upload: async () => {}
  })
  const call = remote.api.getState({})
  near.close()
  await expect(call).rejects.toMatchObject({ name: 'StudioError', code: 'rpc/closed' })
})
