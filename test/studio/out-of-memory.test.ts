import { expect, test } from 'vitest'
import { testStudio, untilRun, withDataset } from './studio.ts'

test('a batch that does not fit is answered by one that does', { timeout: 120_000 }, async () => {
  const given = testStudio({ workers: new URL('./little-memory', import.meta.url) })
  const { api } = given
  const { id: dataset } = await withDataset(given, 80)
  const small = { latent: 4, generatorFilters: 4, discriminatorFilters: 4, threads: 1 }
  const changes = { ...small, batch: 64, images: 64 }
  const { id } = await api.startRun({ dataset, preset: 'dcgan', changes })
  const { problem } = await untilRun(given, id, 'failed')
  expect(problem).toMatch(
    /^A step with a batch of 64 needs about \d+\.\d GB of memory and \d+\.\d GB are free; a batch of 16 fits, so fork with batch=16, or free memory and resume\.$/
  )

  // The answer is true.
  const fork = await api.forkRun({ run: id, images: 0, changes: { batch: 16 } })
  expect((await untilRun(given, fork.id, 'finished')).images).toBe(64)
})

test('whole packs are tried', { timeout: 120_000 }, async () => {
  const given = testStudio({ workers: new URL('./little-memory', import.meta.url) })
  const { api } = given
  const { id: dataset } = await withDataset(given, 80)
  const small = { latent: 4, generatorFilters: 4, discriminatorFilters: 4, threads: 1 }
  const changes = { ...small, batch: 20, packing: 4, images: 64 }
  const { id } = await api.startRun({ dataset, preset: 'dcgan', changes })
  expect((await untilRun(given, id, 'failed')).problem).toContain('a batch of 8 fits')
})
