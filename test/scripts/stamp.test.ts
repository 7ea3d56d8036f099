import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fingerprint, isCurrent, makeStamped } from '../../scripts/lib/stamp.mjs'
import { temporaryFolder } from '../temporary-folder.ts'

test('a fingerprint follows contents and names, not times', () => {
  const root = temporaryFolder()
  mkdirSync(join(root, 'source'))
  const file = join(root, 'source/one.ts')
  writeFileSync(file, 'one')
  const print = fingerprint(root, ['source', 'missing'])
  utimesSync(file, 0, 0)
  expect(fingerprint(root, ['source', 'missing'])).toBe(print)
  writeFileSync(file, 'two')
  expect(fingerprint(root, ['source', 'missing'])).not.toBe(print)
  writeFileSync(file, 'one')
  writeFileSync(join(root, 'source/two.ts'), '')
  expect(fingerprint(root, ['source', 'missing'])).not.toBe(print)
})

test('what was interrupted in the making is not current', async () => {
  const root = temporaryFolder()
  const stamp = join(root, 'stamp')
  const product = join(root, 'product')
  const make = async (): Promise<void> => writeFileSync(product, 'made')
  await makeStamped(stamp, 'print', make)
  expect(isCurrent(stamp, 'print', [product])).toBe(true)
  expect(isCurrent(stamp, 'another print', [product])).toBe(false)
  expect(isCurrent(stamp, 'print', [product, join(root, 'lost')])).toBe(false)

  const fail = async (): Promise<void> => Promise.reject(new Error('interrupted'))
  await expect(makeStamped(stamp, 'print', fail)).rejects.toThrow('interrupted')
  expect(isCurrent(stamp, 'print', [product])).toBe(false)
})
