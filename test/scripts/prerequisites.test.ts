import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  checkDiskSpace,
  checkNode,
  checkNpm,
  cure,
  findCompiler,
  findPython
} from '../../scripts/lib/prerequisites.mjs'
import { temporaryFolder } from '../temporary-folder.ts'

/** An environment in which no command can be found but those named. */
function onlyWith(...commands: [name: string, path: string][]): NodeJS.ProcessEnv {
  const folder = temporaryFolder()
  for (const [name, path] of commands) symlinkSync(path, join(folder, name))
  return { PATH: folder }
}

test('an old Node is named with what to install', () => {
  expect(() => checkNode('18.20.0')).toThrow(
    `This is Node 18.20.0 and the studio needs 20.19 or newer; install it with: ${cure('node')}.`
  )
  expect(() => checkNode('20.18.3')).toThrow('20.19 or newer')
  for (const version of ['20.19.0', '22.0.0', '24.21.0']) checkNode(version)
})

test('every missing tool is named with the command that brings it', async () => {
  const nothing = onlyWith()
  await expect(checkNpm(nothing)).rejects.toMatchObject({
    code: 'prerequisite/npm',
    message: `npm was not found, and it installs the studio's packages; install it with: ${cure('node')}.`
  })
  await expect(findPython(nothing)).rejects.toMatchObject({
    code: 'prerequisite/python',
    message: `Python 3.8 or newer was not found, and its pip fetches the compute engine; install it with: ${cure('python')}.`
  })
  await expect(findCompiler(nothing)).rejects.toMatchObject({
    code: 'prerequisite/compiler',
    message: `No C++ compiler was found (looked for c++, g++, clang++), and the engine's addon is built here; install one with: ${cure('compiler')}.`
  })
})

test('a Python without pip is told apart from no Python', async () => {
  // Answers the question for its version, and fails at everything else.
  const environment = onlyWith(['python3', '/bin/true'])
  expect(await findPython(environment)).toBe('python3')
  await expect(findPython(onlyWith(['python3', '/bin/false']))).rejects.toMatchObject({
    code: 'prerequisite/python'
  })
})

test('the compiler that CXX names is the one that counts', async () => {
  expect(await findCompiler({ ...process.env, CXX: 'c++' })).toBe('c++')
  await expect(findCompiler({ ...process.env, CXX: 'no-such-compiler' })).rejects.toThrow(
    'looked for no-such-compiler'
  )
})

test('each package manager has its own command', () => {
  expect(cure('python', 'apt')).toBe('sudo apt install python3 python3-pip')
  expect(cure('compiler', 'dnf')).toBe('sudo dnf install gcc-c++')
  expect(cure('node', 'brew')).toBe('brew install node')
})

test('a disk is full before it is filled', async () => {
  const folder = join(temporaryFolder(), 'not/there/yet')
  await checkDiskSpace(folder, 1000, 'The engine')
  await checkDiskSpace(folder, 100e6, 'The engine', 220e6)
  await expect(checkDiskSpace(folder, 100e6, 'The engine', 219e6)).rejects.toMatchObject({
    code: 'prerequisite/disk',
    message: `The engine needs 220 MB free at ${folder} and there are 219 MB; make room, or name another folder with: export GAN_ATELIER_CACHE=/path/to/folder.`
  })
})
