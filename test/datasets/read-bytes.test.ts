import { execFileSync } from 'node:child_process'
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readFile } from '../../src-main/datasets/read-bytes.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { picture } from './pictures.ts'

const place = (path: string) => ({ kind: 'file' as const, path: Buffer.from(path) })

test('all of a file is read, short or long', async () => {
  const folder = temporaryFolder()
  for (const side of [4, 400]) {
    const bytes = await picture(side, side).png().toBuffer()
    const path = join(folder, `${side}.jpg`)
    writeFileSync(path, bytes)
    expect(readFile(place(path))).toEqual({ bytes, kind: 'PNG' })
  }
})

test('of a long file that is no picture only the head is read', () => {
  const path = join(temporaryFolder(), 'video')
  writeFileSync(path, Buffer.from('\0\0\0\x20ftypisom', 'latin1'))
  // Longer than a buffer can be; it holds nothing, and takes no room on the disk.
  truncateSync(path, 2 ** 43)
  expect(() => readFile(place(path))).toThrow('It is not a picture: its content is a video.')
})

test('a picture that is too long is not read', async () => {
  const path = join(temporaryFolder(), 'long.png')
  writeFileSync(path, await picture(9, 9).png().toBuffer())
  truncateSync(path, 200e6)
  expect(() => readFile(place(path))).toThrow('It has 200 MB, more than the 150 allowed')
})

test('what became something else after it was listed is told', () => {
  const folder = temporaryFolder()
  execFileSync('mkfifo', [join(folder, 'pipe')])
  mkdirSync(join(folder, 'folder'))
  const neither = 'It is neither a file nor a folder but a pipe, socket or device.'
  expect(() => readFile(place(join(folder, 'pipe')))).toThrow(neither)
  expect(() => readFile(place(join(folder, 'folder')))).toThrow('It is a folder now.')
  expect(() => readFile(place(join(folder, 'gone')))).toThrow('It disappeared')
})
