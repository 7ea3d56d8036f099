import { expect, test } from 'vitest'
import { SamplePool } from '../../../src-renderer/state/sample-pool.svelte.ts'
import { SHORT, untilRun, withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

test('samples are those of the seed, here and everywhere; the newest seed wins', async () => {
  const { given, connection, messages } = await testWindow()
  const dataset = await withDataset(given)
  const { id } = await given.api.startRun({
    dataset: dataset.id,
    preset: 'quick',
    changes: { ...SHORT, latent: 4 }
  })
  const run = await untilRun(given, id, 'finished')
  const pool = new SamplePool(connection.api, messages)
  await pool.open({ run: run.id, checkpoint: run.images })
  const drawn = await given.api.drawLatents({ run: run.id, seed: 1, count: 32 })
  expect(pool.places.map(({ z }) => z)).toEqual(drawn)
  expect(pool.places[2]?.lineage).toEqual([
    { how: 'seed', words: 'Seed 1, number 3', z: drawn[2], parents: [] }
  ])
  await Promise.all([pool.useSeed(7), pool.useSeed(8.4)])
  expect([pool.seed, pool.places[0]?.lineage[0]?.words]).toEqual([8, 'Seed 8, number 1'])
  await pool.useSeed(-1)
  expect(pool.seed).toBe(0)
})
