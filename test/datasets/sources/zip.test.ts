import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Found } from '../../../src-main/datasets/found.ts'
import { readZipMember } from '../../../src-main/datasets/sources/zip-member.ts'
import { readAll } from './read-all.ts'
import { writeZip, type Member } from './zips.ts'

const TEXT = 'to be packed '.repeat(50)

function unpack({ place }: Found): string {
  if (place.kind !== 'zip') throw new Error('It is no member of a zip.')
  return readZipMember(place).toString('latin1')
}

const ENTRY = Buffer.from([0x50, 0x4b, 1, 2])
const LOCAL = Buffer.from([0x50, 0x4b, 3, 4])

// Changes bytes of the file behind the given mark: `at` counts from the mark's beginning.
function damage(path: string, mark: Buffer, at: number, ...bytes: number[]): string {
  const archive = readFileSync(path)
  Buffer.from(bytes).copy(archive, archive.indexOf(mark) + at)
  writeFileSync(path, archive)
  return path
}

const ONE: Member[] = [{ name: 'a.png', content: TEXT }]

test('an archive is a source like a folder: its folders are labels, its tables are read', async () => {
  const path = writeZip([
    { name: 'set/', content: '', method: 'stored' },
    { name: 'set/dogs/b.png', content: '', method: 'stored' },
    { name: 'set/cats/a.png', content: TEXT },
    { name: 'set/dogs/é.png', content: TEXT, method: 'stored' },
    { name: 'set\\dogs\\c.png', content: TEXT, isLarge: true },
    { name: '../../up.png', content: TEXT },
    { name: 'set/labels.csv', content: 'file,age\na.png,3\n' },
    { name: 'set/dogs/b.txt', content: 'A dog.' }
  ])
  const { found, labels, rejected } = await readAll(path)
  expect(found.map((entry) => [entry.file, entry.bytes, entry.modified, unpack(entry)])).toEqual(
    [
      ['../../up.png', TEXT],
      ['set/cats/a.png', TEXT],
      ['set/dogs/b.png', ''],
      ['set/dogs/é.png', TEXT],
      ['set/dogs/c.png', TEXT]
    ].map(([file, text]) => [file, text!.length, Math.floor(statSync(path).mtimeMs), text])
  )
  expect(rejected).toEqual({})
  expect(labels['set/cats/a.png']).toEqual({ label: 'set', age: '3' })
  expect(labels['set/dogs/b.png']).toEqual({ label: 'set', caption: 'A dog.' })
})

test('every member that cannot be taken is told with its reason', async () => {
  const path = writeZip([
    { name: 'a.png', content: 'first' },
    { name: 'a.png', content: TEXT },
    { name: 'b.png', content: TEXT, method: 'bzip2' },
    { name: 'link.png', content: 'a.png', isLink: true },
    { name: '__MACOSX/._a.png', content: 'x' }
  ])
  const { found, rejected } = await readAll(path)
  expect(found.map((entry) => [entry.file, unpack(entry)])).toEqual([['a.png', TEXT]])
  expect(rejected).toEqual({
    'a.png': 'A later file of the same name replaces it in the archive.',
    'b.png': 'It is packed with bzip2, which is not read; pack the archive with Deflate.',
    'link.png': 'It is a link, which is not followed inside an archive.',
    '__MACOSX/._a.png': 'It is a note of macOS about another file.'
  })
})

test('an encrypted member is told', async () => {
  const { rejected } = await readAll(damage(writeZip(ONE), ENTRY, 8, 1))
  expect(rejected).toEqual({
    'a.png': 'It is encrypted; unpack the archive with its password and import the folder.'
  })
})

test('names without a mark are in the first PC’s characters unless they are UTF-8', async () => {
  const path = writeZip([{ name: 'AA.png', content: TEXT }])
  const { files } = await readAll(damage(path, ENTRY, 46, 0x81, 0xe1))
  expect(files).toEqual(['üß.png'])
  expect((await readAll(damage(path, ENTRY, 46, 0xc3, 0xa9))).files).toEqual(['é.png'])
})

test('bytes in front of an archive and a comment behind it do no harm', async () => {
  const options = { front: 'MZ and a program', comment: 'The end PK\x05\x06 is near, and more.' }
  const { found } = await readAll(writeZip([...ONE, { name: 'b.png', content: 'b' }], options))
  expect(found.map(unpack)).toEqual([TEXT, 'b'])
})

test('members beyond 4 GiB are found by numbers of 64 bits', async () => {
  const { found } = await readAll(writeZip(ONE, { front: 'PK\x03\x04', hole: 5e9 }))
  expect(found.map(({ place }) => place)).toMatchObject([{ offset: 5e9 }])
  expect(found.map(unpack)).toEqual([TEXT])
})

test.each<[string, (path: string) => string, string]>([
  [
    'changed bytes',
    (path) => damage(path, LOCAL, 40, 0xff, 0xff),
    'It is damaged: its packed data do not match their checksum.'
  ],
  [
    'a wrong checksum',
    (path) => damage(path, ENTRY, 16, 1, 2, 3, 4),
    'It is damaged: its packed data do not match their checksum.'
  ],
  [
    'more bytes than it says',
    (path) => damage(path, ENTRY, 24, 10, 0),
    'It unpacks to more bytes than the archive says.'
  ],
  [
    'fewer bytes than it says',
    (path) => damage(path, ENTRY, 24, 0, 0xff),
    'It is damaged: its packed data do not match their checksum.'
  ],
  [
    'another place',
    (path) => damage(path, ENTRY, 42, 1),
    'It is damaged: the archive holds something else in its place.'
  ]
])('a member with %s is refused when it is read', async (_, spoil, reason) => {
  const { found } = await readAll(spoil(writeZip([...ONE, { name: 'b.png', content: TEXT }])))
  expect(() => unpack(found[0]!)).toThrow(reason)
  expect(unpack(found[1]!)).toBe(TEXT)
})

test('members that lie beyond the archive or share their bytes are told', async () => {
  const two: Member[] = [...ONE, { name: 'b.png', content: TEXT }]
  expect((await readAll(damage(writeZip(two), ENTRY, 20, 0xff, 0xff))).rejected).toEqual({
    'a.png': 'It lies beyond the end of the archive, which is damaged.'
  })
  const path = writeZip(two)
  const archive = readFileSync(path)
  const second = archive.indexOf(ENTRY, archive.indexOf(ENTRY) + 1)
  archive.writeUInt32LE(0, second + 42)
  writeFileSync(path, archive)
  expect((await readAll(path)).rejected).toEqual({
    'b.png': 'It shares its bytes with “a.png”.'
  })
})

test.each<[string, (archive: Buffer) => Buffer, string]>([
  [
    'cut off',
    (archive) => archive.subarray(0, -30),
    'its end, where its table of contents stands, is missing'
  ],
  [
    'empty but for a mark',
    () => Buffer.from('PK\x03\x04'),
    'its end, where its table of contents stands, is missing'
  ],
  [
    'without its first half',
    (archive) => Buffer.concat([LOCAL, archive.subarray(archive.length / 2)]),
    'its table of contents is not where it says'
  ],
  [
    'damaged in its table of contents',
    (archive) => archive.fill(0, archive.indexOf(ENTRY), archive.indexOf(ENTRY) + 4),
    'its table of contents is damaged, only 0 of 1 files are in it'
  ]
])('an archive that is %s is refused', async (_, spoil, why) => {
  const path = writeZip(ONE)
  writeFileSync(path, spoil(readFileSync(path)))
  await expect(readAll(path)).rejects.toMatchObject({
    code: 'import/damaged-archive',
    message: `The archive ${path} cannot be read: ${why}; download or pack it again, or choose a folder.`
  })
})

test('an archive without files has none', async () => {
  expect((await readAll(writeZip([]))).found).toEqual([])
})

test('reading stops when it is told to', async () => {
  const members = Array.from({ length: 50 }, (_, i) => ({ name: `${i}.png`, content: 'x' }))
  const controller = new AbortController()
  controller.abort()
  const path = writeZip(members)
  const reading = readAll(path, { signal: controller.signal })
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
})
