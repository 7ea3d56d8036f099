import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createUploads } from '../../src-main/studio/uploads.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const BYTES = new Uint8Array([7])

test.each([
  '../a.png',
  'a/../../b.png',
  '/etc/passwd',
  'a//b.png',
  './a.png',
  'a/./b.png',
  '..',
  '',
  'a\0.png',
  'x'.repeat(300)
])('the path %j is refused and nothing is written', async (file) => {
  const folder = temporaryFolder()
  await expect(createUploads(folder).add('drop', file, BYTES)).rejects.toMatchObject({
    code: 'upload/path'
  })
  expect(readdirSync(folder)).toEqual([])
})

test.each(['..', 'a/b', 'UPPER', ''])('the upload id %j is refused', async (upload) => {
  await expect(createUploads(temporaryFolder()).add(upload, 'a.png', BYTES)).rejects.toMatchObject({
    code: 'upload/path'
  })
})

test('what would be part of a path elsewhere becomes an underscore', async () => {
  const uploads = createUploads(temporaryFolder())
  await uploads.add('drop', 'faces/C:\\a b.png', BYTES)
  await uploads.add('drop', 'faces/ö.png', BYTES)
  const { source, title } = await uploads.take('drop')
  expect([title, readdirSync(source).sort()]).toEqual(['faces', ['C__a b.png', 'ö.png']])
  expect(readFileSync(join(source, 'ö.png'))).toEqual(Buffer.from(BYTES))
})

test('uploads are private to the user and gone after closing', async () => {
  const folder = temporaryFolder()
  const uploads = createUploads(folder)
  await uploads.add('drop', 'a.png', BYTES)
  const [root] = readdirSync(folder)
  const mode = statSync(join(folder, root!)).mode & 0o777
  uploads.close()
  expect([mode, readdirSync(folder)]).toEqual([0o700, []])
})

test('an upload can be looked at before it is taken', async () => {
  const uploads = createUploads(temporaryFolder())
  await uploads.add('drop', 'faces.zip', BYTES)
  const seen = await uploads.peek('drop')
  const { source, title } = await uploads.take('drop')
  expect([seen, title, readFileSync(source)]).toEqual([source, 'faces', Buffer.from(BYTES)])
  await expect(uploads.peek('drop')).rejects.toMatchObject({ code: 'upload/unknown' })
})
