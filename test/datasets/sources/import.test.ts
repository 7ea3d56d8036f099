import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ImportSettingsSchema } from '../../../src-main/contract/import-settings.ts'
import { buildCache } from '../../../src-main/datasets/build/build.ts'
import { openCache } from '../../../src-main/datasets/cache.ts'
import { decodeFound } from '../../../src-main/datasets/decode.ts'
import { mapOrdered } from '../../../src-main/datasets/ordered.ts'
import { openSource } from '../../../src-main/datasets/sources/source.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { pattern, picture } from '../pictures.ts'
import { put } from './read-all.ts'
import { writeZip } from './zips.ts'

const SIZE = 16

async function build(path: string, channels: 'rgb' | 'grey' = 'rgb') {
  const settings = ImportSettingsSchema.parse({ size: SIZE, channels })
  const place = temporaryFolder()
  const { report } = await buildCache(await openSource(path, { labels: settings.labels }), {
    settings,
    cacheFolder: join(place, 'cache'),
    decode: (found) =>
      mapOrdered(found, 4, async (item) => ({ result: await decodeFound(item, settings) }))
  })
  const cache = openCache(join(place, 'cache'))
  const each = SIZE * SIZE * cache.channels
  const pixels = Array.from({ length: cache.count }, (_, index) => {
    const bytes = new Uint8Array(each)
    cache.read([index], bytes)
    return Buffer.from(bytes)
  })
  const labels = pixels.map((_, index) => cache.labels(index))
  cache.close()
  return { report, pixels, labels }
}

test('pictures, tables, captions and keywords in an archive become a labelled data set', async () => {
  const png = async (seed: number) =>
    (await picture(SIZE, SIZE, seed).png().toBuffer()).toString('latin1')
  const said = { IFD0: { ImageDescription: 'Said by its file' } }
  const spoken = await picture(SIZE, SIZE, 3).withExif(said).png().toBuffer()
  const { report, pixels, labels } = await build(
    writeZip([
      { name: 'set/cats/a.png', content: await png(1) },
      { name: 'set/dogs/b.png', content: await png(2), method: 'stored' },
      { name: 'set/dogs/c.png', content: spoken.toString('latin1') },
      { name: 'set/dogs/inner.zip', content: 'PK\x03\x04' },
      { name: 'set/b.csv', content: 'file,age\nb.png,3\nz.png,4\n' },
      { name: 'set/cats/a.txt', content: 'A cat.' }
    ])
  )
  expect(pixels).toEqual([1, 2, 3].map((seed) => pattern(SIZE, SIZE, seed)))
  expect(labels).toEqual([
    { label: 'cats', caption: 'A cat.' },
    { label: 'dogs', age: '3' },
    { caption: 'Said by its file', label: 'dogs' }
  ])
  expect(report).toMatchObject({
    imported: 3,
    labelled: { folders: 3, tables: 1, captions: 1, keywords: 1 },
    notes: [
      { file: 'set/b.csv', reason: '1 of its 2 rows name no picture here, such as “z.png”.' }
    ],
    rejected: [{ file: 'set/dogs/inner.zip' }]
  })
})

test('an idx pair becomes a grey data set with its classes', async () => {
  const digits = [1, 2, 3].map((seed) =>
    Buffer.from(pattern(SIZE, SIZE, seed).filter((_, i) => i % 3 === 2))
  )
  const head = (...numbers: number[]) => {
    const bytes = Buffer.alloc(4 * numbers.length)
    numbers.forEach((number, i) => bytes.writeUInt32BE(number, 4 * i))
    return bytes
  }
  const { report, pixels, labels } = await build(
    put(temporaryFolder(), {
      'train-images-idx3-ubyte': Buffer.concat([head(0x803, 3, SIZE, SIZE), ...digits]),
      'train-labels-idx1-ubyte': Buffer.concat([head(0x801, 3), Buffer.of(5, 0, 4)])
    }),
    'grey'
  )
  expect(pixels).toEqual(digits)
  expect(labels).toEqual(['5', '0', '4'].map((label) => ({ label, part: 'train' })))
  expect(report).toMatchObject({ imported: 3, grey: true, labelled: { tables: 3 }, rejected: [] })
})
