import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase, openStore } from '../../src-main/store/open.ts'
import { runTable } from '../../src-main/store/runs.ts'
import { DATASET, REPORT, RUN } from '../store/samples.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { testStudio } from './studio.ts'

test('a project is made, opened again, remembered and forgotten', async () => {
  const first = testStudio()
  const path = join(first.folder, 'faces')
  const project = await first.api.createProject({ path })
  await first.api.closeProject({})
  const again = await first.api.createProject({ path })
  const { recent } = await first.api.getState({})
  expect([project, again, recent]).toEqual([
    { path, name: 'faces' },
    { path, name: 'faces' },
    [{ path, name: 'faces', openedAt: expect.any(Number) as number, missing: false }]
  ])
  await first.api.closeProject({})
  rmSync(path, { recursive: true })
  expect((await first.api.getState({})).recent).toMatchObject([{ path, missing: true }])
  await first.api.forgetRecentProject({ path })
  expect((await first.api.getState({})).recent).toEqual([])
})

test('opening another project closes the one before', async () => {
  const { api, folder } = testStudio()
  await api.createProject({ path: join(folder, 'one') })
  await api.writeView({ key: 'k', value: 1 })
  await api.createProject({ path: join(folder, 'two') })
  const inTwo = await api.readView({ key: 'k' })
  await api.openProject({ path: join(folder, 'one') })
  expect([inTwo, await api.readView({ key: 'k' })]).toEqual([undefined, 1])
})

test('a second studio is refused while the first has the project', async () => {
  const first = testStudio()
  const path = join(first.folder, 'faces')
  await first.api.createProject({ path })
  await expect(testStudio().api.openProject({ path })).rejects.toMatchObject({
    code: 'project/in-use'
  })
})

test('without a project every call that needs one says so', async () => {
  const { api } = testStudio()
  for (const call of [
    api.readView({ key: 'k' }),
    api.getMetrics({ run: 'a' }),
    api.startImport({ source: { path: '/' }, settings: { size: 16 } })
  ]) {
    await expect(call).rejects.toMatchObject({
      code: 'project/none',
      message: 'No project is open; open or make one first.'
    })
  }
})

test('where the list of recent projects cannot be written, the project opens and a message says so', async () => {
  const { api, folder, events } = testStudio()
  writeFileSync(join(folder, 'config'), 'a file in its place')
  const project = await api.createProject({ path: join(folder, 'faces') })
  expect([project.name, events.map(({ type }) => type)]).toEqual(['faces', ['message', 'project']])
})

test('a damaged list of recent projects is an empty one', async () => {
  const { api, folder } = testStudio()
  mkdirSync(join(folder, 'config'))
  writeFileSync(join(folder, 'config', 'recent-projects.json'), '[{"path": 7')
  expect((await api.getState({})).recent).toEqual([])
})

test('a folder that cannot be written is refused with a sentence', async () => {
  const { api, folder } = testStudio()
  writeFileSync(join(folder, 'file'), '')
  const path = join(folder, 'file', 'faces')
  await expect(api.createProject({ path })).rejects.toMatchObject({
    code: 'project/not-writable',
    message: expect.stringMatching(
      /^A project cannot be made in .*faces .*; choose a folder/
    ) as string
  })
})

// Where the system denies that a folder is there while its parent is, Node's own way never ends.
test.runIf(existsSync('/proc/self'))('a folder in /proc is refused at once', async () => {
  const path = '/proc/faces'
  await expect(testStudio().api.createProject({ path })).rejects.toMatchObject({
    code: 'project/not-writable'
  })
})

test('a project that fails to open is let go, so that it opens once it is put right', async () => {
  const { api, folder } = testStudio()
  const path = join(folder, 'faces')
  await api.createProject({ path })
  await api.closeProject({})
  const database = await openDatabase(join(path, 'project.db'))
  database.pragma('foreign_keys = OFF')
  const store = runTable(database)
  store.insert({ ...RUN, state: 'running' })
  database.exec("UPDATE runs SET config = 'not JSON'")
  database.close()
  await expect(api.openProject({ path })).rejects.toThrow(/JSON/)

  const again = await openDatabase(join(path, 'project.db'))
  again.exec("UPDATE runs SET config = '{}'")
  again.close()
  expect(await api.openProject({ path })).toMatchObject({ name: 'faces' })
})

test('a project in a read-only folder is refused with a sentence', async () => {
  const folder = temporaryFolder()
  ;(await openStore(join(folder, 'project.db'))).close()
  execFileSync('chmod', ['-R', 'a-w', folder])
  const open = new URL('../../src-main/store/open.ts', import.meta.url).href
  const script = `const { openStore } = await import('${open}')
    await openStore(process.argv[1]).catch(({ code, message }) => console.log(JSON.stringify({ code, message })))`
  const file = join(folder, 'project.db')
  const node = [process.execPath, '--input-type=module', '-e', script, file]
  // Root may write anywhere, unless it gives that privilege up.
  const isRoot = process.getuid?.() === 0
  const [program, ...words] = isRoot ? ['setpriv', '--bounding-set', '-all', ...node] : node
  const output = execFileSync(program!, words, { encoding: 'utf8' })
  execFileSync('chmod', ['-R', 'u+w', folder])
  expect(JSON.parse(output)).toEqual({
    code: 'project/not-writable',
    message: `${file} cannot be written; choose a folder that you may write to, or change its permissions.`
  })
})

test('runs that a studio left behind when it was killed are interrupted, never running', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'faces')
  mkdirSync(path)
  const store = await openStore(join(path, 'project.db'))
  store.datasets.insert(DATASET, REPORT)
  const states = ['starting', 'running', 'paused', 'queued', 'finished'] as const
  states.forEach((state, n) => store.runs.insert({ ...RUN, id: state, state, createdAt: n }))
  const checkpoint = {
    ...{ run: 'running', images: 192, sha256: 'ab', bytes: 7, createdAt: 1 },
    ...{ reason: 'images' as const, pinned: false }
  }
  store.checkpoints.insert(checkpoint)
  // Its row was written, but its file was not: it does not count.
  store.checkpoints.insert({ ...checkpoint, images: 384 })
  mkdirSync(join(path, 'runs', 'running', 'checkpoints'), { recursive: true })
  writeFileSync(join(path, 'runs', 'running', 'checkpoints', '192.safetensors'), '7 bytes')
  store.close()

  const { api } = testStudio({ folder })
  await api.openProject({ path })
  const { runs } = await api.getState({})
  const again = 'it had no checkpoint yet, so resume starts it again.'
  expect(runs.map(({ id, state, problem }) => [id, state, problem])).toEqual([
    ['starting', 'interrupted', `The studio ended while it trained; ${again}`],
    [
      'running',
      'interrupted',
      'The studio ended while it trained; resume goes on from 192 images.'
    ],
    ['paused', 'interrupted', `The studio ended while it trained; ${again}`],
    ['queued', 'queued', undefined],
    ['finished', 'finished', undefined]
  ])
})

test('a worker whose studio was killed ends by itself', async () => {
  const worker = new URL('./workers/trainer.ts', import.meta.url).pathname
  const script = `const { fork } = await import('node:child_process')
    const child = fork(process.argv[1], { serialization: 'advanced', stdio: 'ignore' })
    child.once('spawn', () => console.log(child.pid)); setInterval(() => {}, 1000)`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script, worker], {
    stdio: ['ignore', 'pipe', 'ignore']
  })
  const [output] = (await once(parent.stdout, 'data')) as [Buffer]
  const pid = Number(output)
  parent.kill('SIGKILL')
  await expect.poll(() => existsSync(`/proc/${pid}/exe`), { timeout: 10_000 }).toBe(false)
})
