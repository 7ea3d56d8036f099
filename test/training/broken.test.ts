import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { toErrorRecord } from '../../src-main/contract/errors.ts'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import type { RunConfig } from '../../src-main/contract/run-config.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { train } from '../../src-main/training/loop.ts'
import { readSafetensors } from '../../src-main/training/safetensors.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { writeSmallCache } from './small-cache.ts'

const BATCH = 8
const STEPS = 400
// What a step may still be taken with after the first number that is none.
const MOST_STEPS = 10

beforeAll(async () => {
  await startEngine()
})

// A million times the usual rates, which no form takes.
const BROKEN = { generatorRate: 200, discriminatorRate: 200 }

const LOSSES: Partial<RunConfig>[] = [
  { loss: 'non-saturating' },
  { loss: 'minimax' },
  { loss: 'least-squares' },
  { loss: 'hinge' },
  { loss: 'wgan-gp', discriminatorNorm: 'none' },
  { loss: 'relativistic', discriminatorNorm: 'none', r1Gamma: 1, r2Gamma: 1 }
]

/** Trains until it breaks, with a checkpoint every so many images; tells how. */
async function broken(folder: string, changes: Partial<RunConfig>, checkpointEvery: number) {
  const small = { size: 16, latent: 6, generatorFilters: 4, discriminatorFilters: 4 } as const
  const config = resolveConfig('dcgan', {
    ...{ ...small, ...changes, batch: BATCH, images: BATCH * STEPS, snapshotEvery: 1_000_000 },
    ...{ checkpointEvery: 64, checkpointSeconds: 0, optimizer: 'sgd' }
  })
  const runFolder = join(folder, `every-${checkpointEvery}`)
  const parts = {
    cacheFolder: writeSmallCache(join(folder, 'cache'), 21, 16),
    feeder: join(import.meta.dirname, '../../src-main/workers/feeder.ts'),
    runFolder,
    encodeGrid: async () => new Uint8Array(1)
  }
  const files: string[] = []
  const error: unknown = await train({ ...config, ...BROKEN, checkpointEvery }, parts, {
    onStarted: () => undefined,
    onTick: () => undefined,
    onSnapshot: () => undefined,
    onHalt: () => undefined,
    onCheckpoint: ({ file }) => void files.push(file),
    wish: () => 'go',
    resumed: async () => undefined
  }).catch((reason: unknown) => reason)
  const { code, message } =
    error instanceof Error ? toErrorRecord(error) : { code: '', message: '' }
  const [, images] = /^Training broke at (\d+) images: /.exec(message) ?? []
  expect(readdirSync(join(runFolder, 'checkpoints'))).toHaveLength(files.length)
  return { code, message, steps: Number(images) / BATCH, files }
}

test.each(LOSSES)('a million times the rate ends $loss with a name', async (changes) => {
  const folder = temporaryFolder()
  // With a checkpoint at each step nothing can pass unseen: it says at which step weights broke.
  const watched = await broken(folder, changes, BATCH)
  const alone = await broken(folder, changes, BATCH * STEPS)
  for (const { code, message } of [watched, alone]) {
    expect(code).toBe('training/not-finite')
    expect(message).toMatch(
      / in the (generator|discriminator)'s layer "\w+"; fork it from its last checkpoint with lower/
    )
  }
  expect(alone.steps).toBeLessThanOrEqual(watched.steps + MOST_STEPS)
  expect(alone.files).toEqual([])
  expectFinite(watched.files)
})

test('clipped weights hold the loss wgan at any rate', async () => {
  const { code, files } = await broken(temporaryFolder(), { loss: 'wgan' }, (BATCH * STEPS) / 4)
  expect([code, files.length]).toEqual(['', 4])
  expectFinite(files)
})

function expectFinite(files: readonly string[]): void {
  for (const file of files) {
    for (const { name, values } of readSafetensors(file).arrays.values()) {
      expect(values.every(Number.isFinite), `${file}: ${name}`).toBe(true)
    }
  }
}
