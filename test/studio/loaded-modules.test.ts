import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'

const CREATE = new URL('../../src-main/studio/create.ts', import.meta.url).href

// CommonJS packages stand in require.cache and native ones in process.report, whoever loads them.
const SCRIPT = `
  const { createRequire } = await import('node:module')
  const { createStudio } = await import('${CREATE}')
  const [folder] = process.argv.slice(1)
  const studio = createStudio({
    version: '0', shell: { kind: 'served', folderDialog: false, droppedPaths: false, revealFiles: false },
    spawner: { spawn() { throw new Error('A worker was started.') } },
    folders: { config: folder }
  })
  await studio.api.getState({})
  await studio.api.listFolder({})
  const heavy = /tfjs|tensorflow|sharp|better[-_]sqlite3/
  const loaded = () => [
    ...Object.keys(createRequire('${CREATE}').cache),
    ...process.report.getReport().sharedObjects
  ].filter((file) => heavy.test(file)).map((file) => heavy.exec(file)[0])
  const before = loaded()
  await studio.api.createProject({ path: folder + '/project' })
  console.log(JSON.stringify({ before, after: [...new Set(loaded())] }))
  await studio.close()
`

test('a studio loads no native library before a project is opened, and then only SQLite', () => {
  const node = ['--input-type=module', '-e', SCRIPT, join(temporaryFolder(), 'config')]
  const output = execFileSync(process.execPath, node, { encoding: 'utf8' })
  expect(JSON.parse(output)).toEqual({ before: [], after: ['better-sqlite3'] })
})
