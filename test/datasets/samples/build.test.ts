import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SAMPLE_SETS } from '../../../src-main/contract/dataset-limits.ts'
import { openCache } from '../../../src-main/datasets/cache.ts'
import { itemBytes } from '../../../src-main/datasets/forms/bytes.ts'
import { buildSampleSet } from '../../../src-main/datasets/samples/build.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const FORMS = {
  avatars: 'pictures',
  shapes: 'pictures',
  'edges-to-shapes': 'pairs',
  voxels: 'voxels'
} as const

test.for(SAMPLE_SETS)('%s are written whole, in their form, with their labels', async (kind) => {
  const folder = temporaryFolder()
  const task = { kind, size: 16, count: 12, seed: 3 }
  const outcome = await buildSampleSet({ ...task, cacheFolder: join(folder, 'a') })
  const again = await buildSampleSet({ ...task, cacheFolder: join(folder, 'b') })
  expect(again.hash).toBe(outcome.hash)
  expect(outcome).toMatchObject({ form: FORMS[kind], count: 12, pictures: 12, excluded: [] })
  const cache = openCache(join(folder, 'a'))
  expect({ form: cache.form, size: cache.size, channels: cache.channels }).toEqual({
    form: outcome.form,
    size: 16,
    channels: outcome.channels
  })
  const item = new Uint8Array(itemBytes(cache))
  cache.read([11], item)
  expect(new Set(item).size).toBeGreaterThan(1)
  expect(Object.keys(cache.labels(11)).length).toBeGreaterThan(1)
  cache.close()
})
