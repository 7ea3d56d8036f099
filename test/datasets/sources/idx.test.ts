import { mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Found } from '../../../src-main/datasets/found.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { put, readAll } from './read-all.ts'
import { writeZip } from './zips.ts'

function idx(type: number, sides: number[], values: number[]): Buffer {
  const head = Buffer.alloc(4 + 4 * sides.length)
  head.set([0, 0, type, sides.length])
  sides.forEach((side, i) => head.writeUInt32BE(side, 4 + 4 * i))
  return Buffer.concat([head, Buffer.from(values)])
}

const bytes = (length: number, from = 0) => Array.from({ length }, (_, i) => (from + i) % 256)
// Two pictures of 3 x 2 pixels, and three.
const PICTURES = idx(8, [2, 2, 3], bytes(12))
const LABELS = idx(8, [2], [7, 0])
const OTHERS = idx(8, [3, 2, 3], bytes(18, 100))
const OTHER_LABELS = idx(8, [3], [1, 2, 3])

const show = (found: readonly Found[]) =>
  found.map(({ file, place }) =>
    place.kind === 'grey' ? [file, place.width, place.height, ...place.pixels] : [file]
  )

const EXPECTED = {
  found: [
    ['t10k-images-idx3-ubyte/0', 3, 2, ...bytes(6, 100)],
    ['t10k-images-idx3-ubyte/1', 3, 2, ...bytes(6, 106)],
    ['t10k-images-idx3-ubyte/2', 3, 2, ...bytes(6, 112)],
    ['train-images-idx3-ubyte/0', 3, 2, ...bytes(6)],
    ['train-images-idx3-ubyte/1', 3, 2, ...bytes(6, 6)]
  ],
  labels: {
    't10k-images-idx3-ubyte/0': { label: '1', part: 't10k' },
    't10k-images-idx3-ubyte/1': { label: '2', part: 't10k' },
    't10k-images-idx3-ubyte/2': { label: '3', part: 't10k' },
    'train-images-idx3-ubyte/0': { label: '7', part: 'train' },
    'train-images-idx3-ubyte/1': { label: '0', part: 'train' }
  },
  rejected: {}
}

test('a folder of pairs, plain or packed, gives pictures with labels and parts', async () => {
  const plain = put(temporaryFolder(), {
    'train-images-idx3-ubyte': PICTURES,
    'train-labels-idx1-ubyte': LABELS,
    't10k-images-idx3-ubyte': OTHERS,
    't10k-labels-idx1-ubyte': OTHER_LABELS
  })
  const packed = put(temporaryFolder(), {
    'train-images-idx3-ubyte.gz': gzipSync(PICTURES),
    'train-labels-idx1-ubyte.gz': gzipSync(LABELS),
    't10k-images-idx3-ubyte.gz': gzipSync(OTHERS),
    't10k-labels-idx1-ubyte': OTHER_LABELS
  })
  for (const folder of [plain, packed]) {
    const { found, labels, rejected } = await readAll(folder)
    expect({ found: show(found), labels, rejected }).toEqual(EXPECTED)
  }
})

test('a picture of a pair can be sent to a thread without the others', async () => {
  const { found } = await readAll(put(temporaryFolder(), { 'train-images-idx3-ubyte': PICTURES }))
  const lengths = found.map(({ place }) => place.kind === 'grey' && place.pixels.buffer.byteLength)
  expect(lengths).toEqual([6, 6])
})

test('pairs in an archive are read, too', async () => {
  const { found, labels, rejected } = await readAll(
    writeZip([
      { name: 'train-images-idx3-ubyte', content: PICTURES.toString('latin1') },
      { name: 'train-labels-idx1-ubyte', content: LABELS.toString('latin1') },
      { name: 't10k-images-idx3-ubyte.gz', content: gzipSync(OTHERS).toString('latin1') },
      { name: 't10k-labels-idx1-ubyte', content: OTHER_LABELS.toString('latin1') }
    ])
  )
  expect({ found: show(found), labels, rejected }).toEqual(EXPECTED)
})

test('of files chosen by themselves the content says what they are, and the name what is beside', async () => {
  const folder = put(temporaryFolder(), {
    'digits-images.idx3-ubyte': PICTURES,
    'digits-labels.idx1-ubyte': LABELS,
    'other-images.idx3-ubyte': OTHERS
  })
  const { labels } = await readAll(join(folder, 'digits-images.idx3-ubyte'))
  expect(labels).toEqual({
    'digits-images.idx3-ubyte/0': { label: '7', part: 'digits' },
    'digits-images.idx3-ubyte/1': { label: '0', part: 'digits' }
  })
  renameSync(join(folder, 'other-images.idx3-ubyte'), join(folder, 'mystery'))
  const mystery = await readAll(join(folder, 'mystery'))
  expect(mystery.labels).toEqual({ 'mystery/0': {}, 'mystery/1': {}, 'mystery/2': {} })
})

test('labels of a pair can be switched off', async () => {
  const folder = put(temporaryFolder(), { 'images-ubyte': PICTURES, 'labels-ubyte': LABELS })
  const { labels } = await readAll(folder, { labels: ['folders', 'captions'] })
  expect(labels).toEqual({ 'images-ubyte/0': {}, 'images-ubyte/1': {} })
})

test.each<[string, Record<string, Buffer>, Record<string, string>]>([
  [
    'labels of another number',
    { 'images-ubyte': PICTURES, 'labels-ubyte': OTHER_LABELS },
    { 'labels-ubyte': 'It holds 3 labels for 2 pictures, so none of them was used.' }
  ],
  [
    'labels alone',
    { 'labels-ubyte': LABELS },
    {
      'labels-ubyte':
        'Its labels belong to an idx file of pictures that is not beside it or cannot be read.'
    }
  ],
  [
    'a file packed and unpacked',
    { 'images-ubyte': PICTURES, 'images-ubyte.gz': gzipSync(PICTURES) },
    { 'images-ubyte.gz': 'It is “images-ubyte” once more, packed.' }
  ],
  [
    'a packed file that is cut off',
    { 'images-ubyte.gz': gzipSync(PICTURES).subarray(0, 20) },
    { 'images-ubyte.gz': 'It is damaged or cut off: it cannot be unpacked.' }
  ],
  [
    'a file that is cut off',
    { 'images-ubyte': PICTURES.subarray(0, 20) },
    { 'images-ubyte': 'It should hold 2 pictures of 3 × 2 pixels, 12 bytes, but has 4.' }
  ],
  [
    'a file that ends at once',
    { 'images-ubyte': PICTURES.subarray(0, 9) },
    { 'images-ubyte': 'It is cut off within its first bytes.' }
  ],
  [
    'other content',
    { 'images-ubyte': Buffer.from('text') },
    { 'images-ubyte': 'It is no idx file, whatever its name says.' }
  ],
  [
    'floats',
    { 'images-ubyte': idx(13, [1, 1, 1], [0, 0, 0, 0]) },
    { 'images-ubyte': 'Its numbers are 32-bit floats; only bytes are read.' }
  ],
  [
    'colours',
    { 'images-ubyte': idx(8, [1, 1, 1, 3], [0, 0, 0]) },
    { 'images-ubyte': 'It has 4 dimensions; pictures have 3 and labels 1.' }
  ],
  [
    'no pixels',
    { 'images-ubyte': idx(8, [2, 0, 3], []) },
    { 'images-ubyte': 'Its pictures are 3 × 0; sides may be 1 to 4096.' }
  ],
  [
    'a promise of too much',
    { 'images-ubyte': idx(8, [1000, 5000, 6000], []) },
    {
      'images-ubyte':
        'It should hold 1000 pictures of 6000 × 5000 pixels, 30000000000 bytes, but has 0.'
    }
  ]
])('%s is told', async (_, files, rejected) => {
  expect((await readAll(put(temporaryFolder(), files))).rejected).toEqual(rejected)
})

test('what unpacks to more than fits is refused', async () => {
  const folder = temporaryFolder()
  // Packed files one behind the other are one packed file (RFC 1952, 2.2).
  const million = gzipSync(Buffer.alloc(1e6))
  const huge = Buffer.concat(new Array<Buffer>(257).fill(million))
  const { rejected } = await readAll(put(folder, { 'images-ubyte.gz': huge }))
  expect(rejected).toEqual({
    'images-ubyte.gz': 'It unpacks to more than the 256 MB of pixels allowed.'
  })
})

test.each([
  ['a.png', 'is neither a zip archive nor an idx file', 'import/no-source'],
  ['nowhere', 'There is no folder', 'import/no-folder']
])('%s is no source', async (name, words, code) => {
  const folder = put(temporaryFolder(), { 'a.png': 'x' })
  mkdirSync(join(folder, 'in'))
  await expect(readAll(join(folder, name))).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words) as string
  })
})
