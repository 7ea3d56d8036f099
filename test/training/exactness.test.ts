import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import type { RunConfig } from '../../src-main/contract/run-config.ts'
import { isOptimizerState } from '../../src-main/engine/optimizers/optimizer.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { readCheckpoint } from '../../src-main/training/checkpoint.ts'
import { train, type TrainHooks } from '../../src-main/training/loop.ts'
import { readSafetensors, writeSafetensors } from '../../src-main/training/safetensors.ts'
import { writeSmallCache } from './small-cache.ts'

// The smallest that our own convolutions take.
const BATCH = 8
const STEPS = 200
const IMAGES = BATCH * STEPS

// Everything that moves with the images seen is on: schedule, warm-up, average, mirrored pictures; and
// some pictures are left out.
const small = {
  size: 16,
  batch: BATCH,
  latent: 6,
  generatorFilters: 4,
  discriminatorFilters: 4,
  flip: true,
  images: IMAGES,
  snapshotEvery: IMAGES,
  checkpointEvery: IMAGES,
  rateSchedule: 'cosine',
  lastRate: 0.1,
  warmupImages: 100,
  emaImages: 200
} as const

// Optimizers and stabilisers: exact-resume.test.ts.
const KINDS: Record<string, Partial<RunConfig>> = {
  // Wide enough for our own convolutions, where the processor has them.
  'adam on wide layers': { generatorFilters: 32, discriminatorFilters: 32 },
  'augmented grey pictures': { channels: 'grey', augment: 'colour+translation+cutout' }
}

const EXCLUDED = [0, 7, 20]

let folder = ''
beforeAll(async () => {
  await startEngine()
  folder = mkdtempSync(join(tmpdir(), 'atelier-exactness-'))
  writeSmallCache(join(folder, 'rgb'), 21, small.size)
  writeSmallCache(join(folder, 'grey'), 21, small.size, 1)
})
afterAll(() => rmSync(folder, { recursive: true }))

let runs = 0

/** Trains until `stopAt` images, in a folder and with a model of its own; returns the last checkpoint. */
async function trained(config: RunConfig, stopAt: number, resumeFrom?: string): Promise<string> {
  let file = ''
  let images = 0
  const hooks: TrainHooks = {
    onStarted: (from) => {
      images = from
    },
    onTick: () => undefined,
    onSnapshot: () => undefined,
    onHalt: () => undefined,
    onCheckpoint: (saved) => {
      file = saved.file
    },
    wish: () => {
      if (images >= stopAt) return 'stop'
      images += BATCH
      return 'go'
    },
    resumed: async () => undefined
  }
  const parts = {
    cacheFolder: join(folder, config.channels),
    excluded: EXCLUDED,
    feeder: join(import.meta.dirname, '../../src-main/workers/feeder.ts'),
    runFolder: join(folder, `run${runs++}`),
    // What a snapshot looks like is not what is compared here.
    encodeGrid: async () => new Uint8Array(1),
    ...(resumeFrom && { resumeFrom })
  }
  const end = await train(config, parts, hooks)
  expect(end.images).toBe(stopAt)
  return file
}

/** SHA-256 of every variable's bytes, and all else that the next step depends on. */
function contentOf(file: string) {
  const { variables, latents, batches, images } = readCheckpoint(file)
  const digests = [...variables].map(([name, values]) => [name, digestOf(values)] as const)
  return { variables: Object.fromEntries(digests), latents, batches, images }
}

function digestOf(values: Float32Array): string {
  return createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex')
}

/** The same checkpoint with zeros for the variables that `lost` chooses. */
function without(file: string, lost: (name: string) => boolean): string {
  const { arrays, metadata } = readSafetensors(file)
  const damaged = join(folder, `damaged${runs++}.safetensors`)
  for (const [name, { values }] of arrays) if (lost(name)) values.fill(0)
  writeSafetensors(damaged, [...arrays.values()], metadata)
  return damaged
}

/** The generator's own kernels. */
function generatorOf(file: string): Record<string, string> {
  const kernels = Object.entries(contentOf(file).variables)
  return Object.fromEntries(kernels.filter(([name]) => /^generator\/[^/]+\/kernel$/.test(name)))
}

describe.each(Object.entries(KINDS))('with %s', (_, changes) => {
  const config = resolveConfig('dcgan', { ...small, ...changes })

  it(`ends ${STEPS} steps in the same bytes twice, and so do ${STEPS / 2} + ${STEPS / 2}`, async () => {
    const whole = await trained(config, IMAGES)
    const again = await trained(config, IMAGES)
    const half = await trained(config, IMAGES / 2)
    const resumed = await trained(config, IMAGES, half)
    expect(contentOf(again)).toEqual(contentOf(whole))
    expect(contentOf(resumed)).toEqual(contentOf(whole))

    // The comparison means something: weights have moved, and forgetting any part shows.
    const [before, after] = [contentOf(half).variables, contentOf(whole).variables]
    const still = Object.keys(after).filter((name) => before[name] === after[name])
    // The discriminator is never run by its running moments, so nothing keeps them.
    expect(still.filter((name) => !/^discriminator\/.*\/running_/.test(name))).toEqual([])
    const forgetful = await trained(config, IMAGES, without(half, isOptimizerState))
    expect(generatorOf(forgetful)).not.toEqual(generatorOf(whole))
  })
})

describe('what makes resuming exact', () => {
  it('is the schedule of the whole run rather than of the part', async () => {
    const config = resolveConfig('dcgan', small)
    const half = await trained(config, IMAGES / 2)
    const other = resolveConfig('dcgan', { ...small, rateImages: IMAGES / 2 })
    const [whole, changed] = [
      await trained(config, IMAGES, half),
      await trained(other, IMAGES, half)
    ]
    expect(generatorOf(changed)).not.toEqual(generatorOf(whole))
  })

  it('is an average of its own in the checkpoint', async () => {
    const config = resolveConfig('dcgan', small)
    const half = await trained(config, IMAGES / 2)
    const lost = without(half, (name) => name.includes('/average/'))
    const [whole, forgetful] = [
      contentOf(await trained(config, IMAGES, half)).variables,
      contentOf(await trained(config, IMAGES, lost)).variables
    ]
    const differing = Object.keys(whole).filter((name) => whole[name] !== forgetful[name])
    expect(differing.sort()).toEqual(
      Object.keys(whole)
        .filter((name) => name.includes('/average/'))
        .sort()
    )
  })
})
