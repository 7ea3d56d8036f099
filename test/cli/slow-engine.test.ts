import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { nodeSpawner } from '../../src-main/studio/spawn-node.ts'
import { picture } from '../datasets/pictures.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { atelier } from './command-line.ts'

// For the workers, which are the real ones.
vi.stubEnv('GAN_ATELIER_ENGINE', 'plain')
const WORKERS = join(import.meta.dirname, '../../src-main/workers')
const options = { spawner: nodeSpawner((kind) => join(WORKERS, `${kind}.ts`)) }

const LOUD =
  'SLOW ENGINE. Training is many times slower than it could be: it runs in plain JavaScript'
const TINY = ['size=16', 'batch=4', 'latent=4', 'generatorFilters=4', 'discriminatorFilters=4']

test('the slow engine trains, and says loudly that it is slow', async () => {
  const folder = temporaryFolder()
  const pictures = temporaryFolder()
  for (let n = 0; n < 8; n++)
    await picture(16, 16, n)
      .png()
      .toFile(join(pictures, `${n}.png`))
  const words = ['--project', join(folder, 'project')]
  const named = ['--name', 'p', '--size', '16']
  await atelier(folder, ['import', pictures, ...words, ...named], options)
  const settings = TINY.flatMap((setting) => ['--set', setting])
  const trained = await atelier(
    folder,
    ['train', ...words, '--dataset', 'p', '--images', '64', ...settings, '--json'],
    options
  )
  expect(trained.err).toContain(LOUD)
  expect(trained.records.at(-1)).toMatchObject({ state: 'finished', images: 64, threads: 1 })
  expect(trained.exit).toBe(0)
})

test('engine tells it, to people and programs', async () => {
  const { err, exit, records } = await atelier(temporaryFolder(), ['engine', '--json'], options)
  expect(err).toContain(LOUD)
  expect(records).toMatchObject([{ ready: true, provider: 'plain JavaScript', threads: 1 }])
  expect(records[0]).toHaveProperty('slow')
  expect(exit).toBe(0)
})
