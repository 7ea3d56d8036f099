import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeExport } from '../../src-main/formats/write.ts'
import { temporaryFolder } from '../temporary-folder.ts'

test('a picture takes the place of the one before', async () => {
  const out = join(temporaryFolder(), 'grid.png')
  writeFileSync(out, 'before')
  await writeExport(out, Buffer.from('after'))
  expect(readFileSync(out, 'utf8')).toBe('after')
})

test('a place that cannot be written is named with a remedy', async () => {
  const folder = temporaryFolder()
  const out = join(folder, 'grid.png')
  mkdirSync(out)
  await expect(writeExport(out, Buffer.from('after'))).rejects.toMatchObject({
    code: 'export/not-writable',
    message: expect.stringMatching(
      /^.*grid\.png cannot be written \(.*\); choose another place/
    ) as string
  })
  expect(readdirSync(folder)).toEqual(['grid.png'])
})

test.runIf(existsSync('/dev/full'))('a full disk leaves the picture before', async () => {
  const out = join(temporaryFolder(), 'grid.png')
  writeFileSync(out, 'before')
  symlinkSync('/dev/full', `${out}.part`)
  await expect(writeExport(out, Buffer.from('after'))).rejects.toMatchObject({
    code: 'export/not-writable'
  })
  expect(readFileSync(out, 'utf8')).toBe('before')
})
