import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { packagesReady } from '../../scripts/lib/packages.mjs'
import { nodeBinary } from '../../scripts/lib/paths.mjs'
import { temporaryFolder } from '../temporary-folder.ts'

type Packages = Record<string, { version?: string; integrity?: string; optional?: boolean }>

const INSTALLED: Packages = { 'node_modules/one': { version: '1.0.0', integrity: 'sha512-one' } }
const WANTED: Packages = {
  ...INSTALLED,
  '': {},
  'node_modules/other-platform': { version: '2.0.0', integrity: 'sha512-two', optional: true }
}

function checkout(installed: Packages | undefined, withNode = true): string {
  const root = temporaryFolder()
  mkdirSync(dirname(nodeBinary(root)), { recursive: true })
  if (withNode) writeFileSync(nodeBinary(root), '')
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: WANTED }))
  const record = join(root, 'node_modules/.package-lock.json')
  if (installed) writeFileSync(record, JSON.stringify({ packages: installed }))
  return root
}

test.each([
  ['what the lock file asks for, without other platforms', INSTALLED, true],
  ['nothing, as after an interrupted install', undefined, false],
  ['too little', {}, false],
  ['another version', { 'node_modules/one': { version: '1.0.1' } }, false],
  ['something more', { ...INSTALLED, 'node_modules/left': { version: '1.0.0' } }, false]
])('node_modules holds %s', (_title, installed, ready) => {
  expect(packagesReady(checkout(installed))).toBe(ready)
})

test('packages without their Node are not ready', () => {
  expect(packagesReady(checkout(INSTALLED, false))).toBe(false)
})
