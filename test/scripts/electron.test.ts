import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { findElectron } from '../../scripts/lib/electron.mjs'
import { nodeBinary } from '../../scripts/lib/paths.mjs'
import { temporaryFolder } from '../temporary-folder.ts'

afterEach(() => vi.unstubAllEnvs())

/** A checkout whose electron package fetches its binary by the given script. */
function checkout(install: string): string {
  const root = temporaryFolder()
  const folder = join(root, 'node_modules/electron')
  mkdirSync(join(folder, 'dist'), { recursive: true })
  mkdirSync(dirname(nodeBinary(root)), { recursive: true })
  symlinkSync(process.execPath, nodeBinary(root))
  writeFileSync(join(folder, 'package.json'), '{ "version": "1.0.0" }')
  writeFileSync(join(folder, 'install.js'), `const fs = require('fs')\n${install}`)
  return root
}

const COUNT = `fs.appendFileSync('tries', 'x');`
const tries = (root: string): number =>
  readFileSync(join(root, 'node_modules/electron/tries'), 'utf8').length

test('a fetched Electron is found from then on', async () => {
  const root = checkout(
    `${COUNT} fs.writeFileSync('path.txt', 'electron'); fs.writeFileSync('dist/electron', '')`
  )
  const binary = join(root, 'node_modules/electron/dist/electron')
  expect(await findElectron({ root })).toEqual({ binary })
  expect(await findElectron({ root })).toEqual({ binary })
  expect(tries(root)).toBe(1)
})

test('a failure is remembered until it is to be forgotten', async () => {
  const root = checkout(`${COUNT} throw new Error('getaddrinfo ENOTFOUND example.org')`)
  const failure = { reason: 'its download failed (getaddrinfo ENOTFOUND example.org)' }
  expect(await findElectron({ root })).toEqual(failure)
  expect(await findElectron({ root })).toEqual(failure)
  expect(tries(root)).toBe(1)
  expect(await findElectron({ root, retry: true })).toEqual(failure)
  expect(tries(root)).toBe(2)
})

test('a download that stands still is given up', async () => {
  const root = checkout('setTimeout(() => {}, 60_000)')
  expect(await findElectron({ root, stall: 1000 })).toEqual({
    reason: 'its download stood still for 1 seconds'
  })
})

test('ATELIER_ELECTRON comes first, and has to be there', async () => {
  vi.stubEnv('ATELIER_ELECTRON', process.execPath)
  expect(await findElectron({ root: '/nowhere' })).toEqual({ binary: process.execPath })
  vi.stubEnv('ATELIER_ELECTRON', '/no/such/electron')
  expect(await findElectron({ root: '/nowhere' })).toEqual({
    reason: 'ATELIER_ELECTRON names /no/such/electron, and there is no such file'
  })
})
