import { execFileSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { becomeOrdinaryUser } from '../../scripts/lib/ordinary-user.mjs'
import { temporaryFolder } from '../temporary-folder.ts'
import type { Outcome } from './decode-folder.ts'
import { makeTree } from './tree.ts'

const PROGRAM = new URL('decode-folder.ts', import.meta.url).pathname

test('names, links and rights: everything is taken or told why not, whoever imports', async () => {
  const folder = temporaryFolder()
  const user = await becomeOrdinaryUser()
  onTestFinished(() => user.close())
  // Root is held off by no rights, and a user may not be able to read this checkout at all.
  const asUser = (await user.canRead(PROGRAM)) && (await user.canRead(process.execPath))
  const isRoot = process.getuid?.() === 0 && !asUser
  const tree = await makeTree(folder, isRoot)
  onTestFinished(() => chmodSync(join(folder, 'locked'), 0o700))
  chmodSync(folder, 0o755)

  const command: [string, string[]] = [process.execPath, [PROGRAM, folder]]
  const [program, words] = asUser ? user.command(...command) : command
  const printed = execFileSync(program, words, { encoding: 'utf8', env: user.environment })
  const outcomes = printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Outcome)
  expect(Object.fromEntries(outcomes.map(({ file, reason }) => [file, reason]))).toEqual(tree)
})
