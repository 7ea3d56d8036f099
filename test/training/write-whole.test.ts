import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeWhole } from '../../src-main/training/write-whole.ts'
import { temporaryFolder } from '../temporary-folder.ts'

test('a file is put in the place of the one before it, and nothing stays beside it', () => {
  const folder = temporaryFolder()
  const file = join(folder, 'file')
  writeFileSync(file, 'before')
  writeWhole(file, [Buffer.from('af'), Buffer.from('ter')])
  expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['after', ['file']])
})

// A device that is always full, in the place of the file beside.
test.runIf(existsSync('/dev/full'))('a full disk leaves the file before it and says so', () => {
  const folder = temporaryFolder()
  const file = join(folder, 'file')
  writeFileSync(file, 'before')
  symlinkSync('/dev/full', `${file}.part`)
  expect(() => writeWhole(file, [Buffer.from('after')])).toThrow(
    new RegExp(
      `^There is no room for "${file}": it needs 0\\.0 MB, and [0-9.]+ MB are free; make room`
    )
  )
  expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['before', ['file']])
})
