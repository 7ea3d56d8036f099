import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { MIGRATIONS } from '../../src-main/store/migrations.ts'
import { checkNode, openStore } from '../../src-main/store/open.ts'
import { DATASET, REPORT } from './samples.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const OPEN_TS = new URL('../../src-main/store/open.ts', import.meta.url).href

test('what was written is there after closing and opening again', async () => {
  const file = join(temporaryFolder(), 'project.db')
  const first = await openStore(file)
  first.datasets.insert(DATASET, REPORT)
  first.close()
  const second = await openStore(file)
  onTestFinished(() => second.close())
  expect(second.datasets.list()).toEqual([DATASET])
})

test('a second studio is refused while the first has the project, in this process or another', async () => {
  const file = join(temporaryFolder(), 'project.db')
  const first = await openStore(file)
  const refusal = {
    code: 'project/in-use',
    message: `Another studio has this project open (${file}); close it there first.`
  }
  await expect(openStore(file)).rejects.toMatchObject(refusal)
  const script = `const { openStore } = await import('${OPEN_TS}')
    await openStore(process.argv[1]).catch(({ code, message }) => console.log(JSON.stringify({ code, message })))`
  const node = [`--input-type=module`, '-e', script, file]
  expect(JSON.parse(execFileSync(process.execPath, node, { encoding: 'utf8' }))).toEqual(refusal)
  first.close()
  ;(await openStore(file)).close()
})

test('a studio that was killed loses nothing acknowledged and leaves no lock behind', async () => {
  const file = join(temporaryFolder(), 'project.db')
  const script = `const { openStore } = await import('${OPEN_TS}')
    const store = await openStore(process.argv[1])
    for (let n = 0; ; n++) { store.views.write('n', n); if (n === 50) process.send('ready') }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, file], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc']
  })
  await once(child, 'message')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const store = await openStore(file)
  onTestFinished(() => store.close())
  expect(store.views.read('n')).toBeGreaterThanOrEqual(50)
})

test('a file of a newer release is refused with a sentence and left as it is', async () => {
  const file = join(temporaryFolder(), 'project.db')
  const newer = new Database(file)
  newer.pragma('user_version = 99')
  newer.close()
  await expect(openStore(file)).rejects.toMatchObject({
    code: 'project/newer',
    message: `This project was written by a newer release (format 99, this one reads up to ${MIGRATIONS.length}); update the studio to open it.`
  })
  const reader = new Database(file, { readonly: true })
  onTestFinished(() => void reader.close())
  expect(reader.pragma('user_version', { simple: true })).toBe(99)
})

test.each([
  ['a file that is not a database', 'project/damaged', 'is damaged or is not a project file'],
  ['a folder in its place', 'project/not-writable', 'cannot be written']
])('%s is refused with a sentence', async (what, code, words) => {
  const file = join(temporaryFolder(), 'project.db')
  if (what.startsWith('a folder')) mkdirSync(file)
  else writeFileSync(file, 'These are only words. '.repeat(400))
  await expect(openStore(file)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words) as string
  })
})

test('a folder that is not there is not made', async () => {
  const folder = join(temporaryFolder(), 'nowhere')
  await expect(openStore(join(folder, 'project.db'))).rejects.toThrow()
  expect(existsSync(folder)).toBe(false)
})

test('a Node under which SQLite would crash is refused by name', () => {
  expect(() => checkNode('24.21.0')).not.toThrow()
  expect(() => checkNode('20.19.4')).toThrow(
    'Projects need Node 22 or newer, and this is 20.19.4; start the studio by its npm scripts, which bring their own.'
  )
})
