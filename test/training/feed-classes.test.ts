import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import { openCache } from '../../src-main/datasets/cache.ts'
import { PICTURES_FILE, type PictureColumns } from '../../src-main/datasets/columns.ts'
import { buildSampleSet } from '../../src-main/datasets/samples/build.ts'
import { openFeed, planFeed } from '../../src-main/training/feed.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const FEEDER = join(import.meta.dirname, '../../src-main/workers/feeder.ts')
const COUNT = 30
const SIZE = 16

test('each picture of a batch comes with its class, and those without the label never come', async () => {
  const cacheFolder = join(temporaryFolder(), 'cache')
  await buildSampleSet({ kind: 'shapes', size: SIZE, count: COUNT, seed: 1, cacheFolder })
  const file = join(cacheFolder, PICTURES_FILE)
  const columns = JSON.parse(readFileSync(file, 'utf8')) as PictureColumns
  const { values, of } = columns.labels['shape']!
  of[0] = of[1] = -1
  writeFileSync(file, JSON.stringify(columns))
  const names = [...values].sort()

  const config = resolveConfig('labels', {
    ...{ size: SIZE, batch: 8, latent: 3, label: 'shape', classes: names.join('\n') }
  })
  const feed = await openFeed(planFeed(config, { cacheFolder }), FEEDER)
  onTestFinished(() => feed.close())
  const cache = openCache(cacheFolder)
  onTestFinished(() => cache.close())
  const length = SIZE * SIZE * 3
  const pixels = new Uint8Array(COUNT * length)
  cache.read(
    Array.from({ length: COUNT }, (_, at) => at),
    pixels
  )
  const numberOf = new Map(
    Array.from({ length: COUNT }, (_, at) => [
      String(pixels.subarray(at * length, (at + 1) * length)),
      at
    ])
  )

  const seen = new Set<number>()
  for (let n = 0; n < 7; n++) {
    const { real, classes } = await feed.next()
    const bytes = Uint8Array.from(real, (value) => Math.round((value + 1) * 127.5))
    for (let row = 0; row < 8; row++) {
      const picture = numberOf.get(String(bytes.subarray(row * length, (row + 1) * length)))!
      seen.add(picture)
      const own = names.indexOf(values[of[picture]!]!)
      expect(Array.from(classes.subarray(row * names.length, (row + 1) * names.length))).toEqual(
        names.map((_, at) => (at === own ? 1 : 0))
      )
    }
  }
  // Two epochs of the 28 that have a shape.
  expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 28 }, (_, at) => at + 2))
})
