import { expect, test } from 'vitest'
import { resolveConfig } from '../../../src-main/contract/presets.ts'
import { createBreather } from '../../../src-main/datasets/breathe.ts'
import type { Model } from '../../../src-main/latent/directions/model.ts'
import { createRangeFinder, STEP } from '../../../src-main/latent/directions/range.ts'

const config = resolveConfig('dcgan', { latent: 100, latentDistribution: 'normal' })
const axis = Array.from({ length: 100 }, (_, at) => (at === 0 ? 1 : 0))

/** A model whose one pixel and logit are functions of the first number of the latent. */
function toy(pixel: (x: number) => number, logit: (x: number, length: number) => number): Model {
  return {
    config,
    draw: (latents) => ({
      pictures: Float32Array.from(latents, (z) => pixel(z[0]!)),
      logits: Float32Array.from(latents, (z) => logit(z[0]!, Math.hypot(...z)))
    }),
    early: (latents) => new Float32Array(latents.length),
    slopes: (latents) => latents.map(() => axis)
  }
}

async function rangeIn(model: Model) {
  const breathe = createBreather()
  return (await createRangeFinder(model, breathe))({ vector: axis }, breathe)
}

test('where everything stays a picture, samples may move as far as the shell they lie in', async () => {
  const { least, most } = await rangeIn(
    toy(
      (x) => x,
      () => 0
    )
  )
  // sqrt(12.2^2 - 10^2): the longest of 512 samples of 100 dimensions is about 12.2 long.
  expect([least, most]).toEqual([-most, most])
  expect(most).toBeGreaterThan(5)
  expect(most).toBeLessThan(8)
})

test('it ends where the discriminator no longer takes them for pictures, each way for itself', async () => {
  const { least, most } = await rangeIn(
    toy(
      (x) => x,
      (x) => -Math.max(0, x)
    )
  )
  expect(least).toBeLessThan(-5)
  // The worst tenth of samples have x > 1.28; 16 samples moved by s have a mean of s or so.
  expect(most).toBeGreaterThanOrEqual(0.5)
  expect(most).toBeLessThanOrEqual(2)
})

test('it ends where pictures no longer change, and is never nothing', async () => {
  const { most } = await rangeIn(
    toy(
      (x) => Math.min(x, 3),
      () => 0
    )
  )
  expect(most).toBeGreaterThanOrEqual(2)
  expect(most).toBeLessThanOrEqual(5.5)
  const bad = await rangeIn(
    toy(
      () => 0,
      () => -1
    )
  )
  expect([bad.least, bad.most].map(Math.abs).every((one) => one >= STEP)).toBe(true)
})
