import { beforeAll, expect, test } from 'vitest'
import type { RunConfig } from '../../../src-main/contract/run-config.ts'
import type { Arrays } from '../../../src-main/engine/capture.ts'
import { createRandom } from '../../../src-main/engine/random.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { calibrate, LATENT_BATCH } from '../../../src-main/latent/calibrate.ts'
import {
  captureProjector,
  FINALISTS,
  type Projector
} from '../../../src-main/latent/projection/projector.ts'
import { readCheckpoint } from '../../../src-main/training/checkpoint.ts'
import { livelyModel } from '../../exports/models/lively-model.ts'

beforeAll(async () => {
  await startEngine()
})

const LATENT = 6
const LENGTH = 16 * 16 * 3

async function open(changes: Partial<RunConfig> = {}): Promise<Projector> {
  const { config, file } = await livelyModel({ latentDistribution: 'normal', ...changes })
  return captureProjector(config, readCheckpoint(file).variables)
}

function latents(count: number, seed = 3): Float32Array {
  const values = new Float32Array(count * LATENT)
  createRandom(seed, 3).fillNormal(values)
  return values
}

/** The first two of drawn pictures, and how to look for the first. */
function pictures(projector: Projector): { target: Float32Array; z: Float32Array; aim: Arrays } {
  const drawn = latents(LATENT_BATCH, 9)
  const { pictures } = projector.run.draw({ latents: drawn })
  const target = pictures!.slice(0, LENGTH)
  const aim = { target, ...projector.run.look({ picture: target }) }
  return { target, z: drawn.slice(0, LATENT), aim }
}

test('a picture’s own place is no error, and others are what their pixels say', async () => {
  const projector = await open()
  const { target, z, aim } = pictures(projector)
  const other = latents(1)
  const both = Float32Array.of(...z, ...other)
  const found = projector.run.searchFew({ latents: both, ...aim })
  const drawn = projector.run.draw({
    latents: Float32Array.from({ length: LATENT_BATCH * LATENT }, (_, at) => other[at % LATENT]!)
  })['pictures']!
  let sum = 0
  for (let at = 0; at < LENGTH; at++) sum += ((drawn[at]! - target[at]!) / 2) ** 2
  expect(found['errors']![0]).toBeCloseTo(0, 10)
  expect(found['featureErrors']![0]).toBeCloseTo(0, 8)
  expect(found['errors']![1]).toBeCloseTo(sum / LENGTH, 6)
  expect(found['featureErrors']![1]).toBeGreaterThan(0.01)
  projector.dispose()
})

test.each([
  ['as trained', {}],
  ['drawn by the average', { emaImages: 1_000 }],
  ['in grey', { channels: 'grey' }]
] as const)('the gradient in z is that of finite differences, %s', async (_, changes) => {
  const projector = await open(changes)
  const length = 'channels' in changes ? 16 * 16 : LENGTH
  const drawn = projector.run.draw({ latents: latents(LATENT_BATCH, 9) })['pictures']!
  const target = drawn.slice(0, length)
  const aim = { target, ...projector.run.look({ picture: target }) }
  const places = latents(FINALISTS, 21)
  const { gradient, losses } = projector.run.searchFew({ latents: places, ...aim })
  const scale = Math.max(...gradient!.map(Math.abs))
  expect(scale).toBeGreaterThan(1e-3)
  const STEP = 5e-3
  for (let at = 0; at < places.length; at++) {
    const lossAt = (change: number): number => {
      const moved = places.slice()
      moved[at]! += change
      const found = projector.run.searchFew({ latents: moved, ...aim })['losses']!
      return found[Math.floor(at / LATENT)]!
    }
    const numeric = (lossAt(STEP) - lossAt(-STEP)) / (2 * STEP)
    expect(Math.abs(gradient![at]! - numeric)).toBeLessThan(0.03 * scale)
  }
  expect(losses).toHaveLength(FINALISTS)
  projector.dispose()
})

test('calibration moves the discriminator’s moments and nothing else, whatever they were', async () => {
  const { config, file } = await livelyModel({ latentDistribution: 'normal' })
  const projector = captureProjector(config, readCheckpoint(file).variables)
  const before = projector.read()
  const breathe = () => undefined
  await calibrate(projector, config, breathe)
  const once = projector.read()
  const moved = [...once].filter(([name, values]) =>
    values.some((value, at) => value !== before.get(name)![at])
  )
  const names = [
    'discriminator/down4/norm/running_mean',
    'discriminator/down4/norm/running_variance'
  ]
  expect(moved.map(([name]) => name).sort()).toEqual(names)

  // No part of an earlier value is left, and equal batches would be their own mean.
  projector.write(new Map(names.map((name) => [name, once.get(name)!.map(() => 1e6)])))
  await calibrate(projector, config, breathe)
  names.forEach((name) => expect(projector.read().get(name)).toEqual(once.get(name)))
  const still = {
    ...projector,
    run: { ...projector.run, calibrate: () => constant(projector, names) }
  }
  await calibrate(still, config, breathe)
  names.forEach((name) => {
    projector
      .read()
      .get(name)!
      .forEach((value) => expect(value).toBeCloseTo(3, 4))
  })
  projector.dispose()
})

// What the graph does where every batch has 3 for every moment.
function constant(projector: Projector, names: string[]): Arrays {
  const now = projector.read()
  projector.write(
    new Map(names.map((name) => [name, now.get(name)!.map((value) => 0.9 * value + 0.1 * 3)]))
  )
  return {}
}
