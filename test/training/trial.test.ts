import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { tryTraining } from '../../src-main/training/trial.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { writeSmallCache } from './small-cache.ts'

const FEEDER = join(import.meta.dirname, '../../src-main/workers/feeder.ts')
const CONFIG = resolveConfig('dcgan', {
  size: 16,
  batch: 4,
  latent: 6,
  generatorFilters: 4,
  discriminatorFilters: 4
})

beforeAll(async () => {
  await startEngine()
})

test('steps are timed until they can be believed, and a hopeless trial ends at the second', async () => {
  const place = {
    cacheFolder: writeSmallCache(join(temporaryFolder(), 'cache'), 21, 16),
    feeder: FEEDER
  }
  const whole = await tryTraining(CONFIG, place)
  expect(whole.secondsPerStep).toBeGreaterThan(0)
  expect(whole.steps).toBeGreaterThanOrEqual(5)
  const { idle, most, free } = whole.memory
  expect(most).toBeGreaterThanOrEqual(idle)
  expect(free).toBeGreaterThan(idle)
  // Two steps warm up.
  expect((await tryTraining(CONFIG, place, 0)).steps).toBe(4)
})
