import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { INDEX_FILE, openCache, shardFile, type FirstIndex } from '../../src-main/datasets/cache.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const SIZE = 16
const LENGTH = SIZE * SIZE * 3

// Five pictures, two to a shard, each of one value, as release 0.1 wrote them.
function fivePictures(): string {
  const folder = temporaryFolder()
  for (let shard = 0; shard < 3; shard++) {
    const pictures = [2 * shard, 2 * shard + 1].filter((i) => i < 5)
    const bytes = pictures.map((i) => Buffer.alloc(LENGTH, i))
    writeFileSync(join(folder, shardFile(shard)), Buffer.concat(bytes))
  }
  const index: FirstIndex = {
    version: 1,
    size: SIZE,
    channels: 3,
    count: 5,
    hash: 'made by a test',
    perShard: 2,
    files: [],
    labels: {
      hair: { values: ['long', 'short'], of: [0, 1, -1, 0, 1] },
      hat: { values: ['yes'], of: [-1, 0, -1, 0, -1] }
    }
  }
  writeFileSync(join(folder, INDEX_FILE), JSON.stringify(index))
  return folder
}

test('pictures are read in the order asked for, across shards, with their labels', () => {
  const cache = openCache(fivePictures())
  onTestFinished(() => cache.close())
  const out = new Uint8Array(4 * LENGTH)
  cache.read([4, 0, 3, 0], out)
  expect([0, 1, 2, 3].map((row) => out[row * LENGTH])).toEqual([4, 0, 3, 0])
  expect([0, 1, 2, 3, 4].map((i) => cache.labels(i))).toEqual([
    { hair: 'long' },
    { hair: 'short', hat: 'yes' },
    {},
    { hair: 'long', hat: 'yes' },
    { hair: 'short' }
  ])
})

test.each([-1, 5, 0.5, NaN])('there is no picture %d', (index) => {
  const cache = openCache(fivePictures())
  onTestFinished(() => cache.close())
  expect(() => cache.read([index], new Uint8Array(LENGTH))).toThrow(
    expect.objectContaining({ code: 'cache/no-picture' }) as Error
  )
})

test.each<[string, (folder: string) => void, string]>([
  ['a lost shard', (folder) => rmSync(join(folder, shardFile(1))), 'images-0001.u8 is missing'],
  [
    'a short shard',
    (folder) => truncateSync(join(folder, shardFile(2)), 100),
    'images-0002.u8 has 100 bytes instead of 768'
  ],
  ['no index', (folder) => rmSync(join(folder, INDEX_FILE)), 'its index cannot be read'],
  [
    'an index of another version',
    (folder) => writeFileSync(join(folder, INDEX_FILE), '{"version":7}'),
    'its version 7 is unknown'
  ]
])('%s is found when the data set is opened', (_, harm, words) => {
  const folder = fivePictures()
  harm(folder)
  expect(() => openCache(folder)).toThrow(
    expect.objectContaining({
      code: 'cache/unreadable',
      message: `The pictures in "${folder}" cannot be used (${words}); import the data set again.`
    }) as Error
  )
})
