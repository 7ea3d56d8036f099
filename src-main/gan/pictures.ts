import type { RunConfig } from '../contract/run-config.ts'
import type { Captured } from '../engine/capture.ts'
import type { Random } from '../engine/random.ts'

/**
 * Draws pictures from the generator, each size x size x channels bytes. Every picture is a graph run of its
 * own, so that a picture's bytes depend on its z alone and never on what was drawn beside it.
 */
export function drawPictures(
  model: Pick<Captured<'sample'>, 'run'>,
  latents: readonly Float32Array[]
): Uint8Array[] {
  return latents.map((z) => toBytes(model.run.sample({ latents: z })['pictures']!))
}

/** [-1,1] to 0-255, rounded to the nearest. */
export function toBytes(values: Float32Array): Uint8Array {
  // Clamping and rounding is what this array type does by itself.
  const bytes = new Uint8ClampedArray(values.length)
  for (let i = 0; i < values.length; i++) bytes[i] = (values[i]! + 1) * 127.5
  return new Uint8Array(bytes.buffer)
}

/** 0-255 to [-1,1], where a feed's pictures lie. */
export function fromBytes(bytes: Uint8Array): Float32Array {
  return Float32Array.from(bytes, (byte) => byte / 127.5 - 1)
}

/** Fills `out` with latents from the config's distribution. */
export function fillLatents(config: RunConfig, random: Random, out: Float32Array): void {
  if (config.latentDistribution === 'uniform') random.fillUniform(out, -1, 1)
  else random.fillNormal(out)
}

/** `count` latents of their own, in order. */
export function drawLatents(config: RunConfig, random: Random, count: number): Float32Array[] {
  return Array.from({ length: count }, () => {
    const z = new Float32Array(config.latent)
    fillLatents(config, random, z)
    return z
  })
}
