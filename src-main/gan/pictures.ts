import { classNames, latentWidth } from '../contract/condition.ts'
import { zWidth } from '../contract/pyramid.ts'
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

/** Pictures in one graph run of `drawWall`. */
export const WALL = 16

// A run of a whole wall takes as long as some five pictures alone.
const FEW = 4

/**
 * At most `WALL` pictures that are only looked at, in less than half the time of as many alone: weights are
 * fetched once for all, and the studio's own kernels fit. These add in another order, so that three bytes of
 * 100,000 are a level of 255 off those of `drawPictures`; on which pictures stand beside it, and where, a
 * picture does not depend.
 */
export function drawWall(
  model: Pick<Captured<'sample' | 'wall'>, 'run'>,
  latents: readonly Float32Array[]
): Uint8Array[] {
  const [first] = latents
  if (!first || latents.length <= FEW) return drawPictures(model, latents)
  const batch = new Float32Array(WALL * first.length)
  latents.forEach((z, index) => batch.set(z, index * first.length))
  const bytes = toBytes(model.run.wall({ latents: batch })['pictures']!)
  const length = bytes.length / WALL
  return latents.map((_, index) => bytes.subarray(index * length, (index + 1) * length))
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

/** Fills `out` with z from the config's distribution, without classes. */
export function fillLatents(
  config: Pick<RunConfig, 'latentDistribution'>,
  random: Random,
  out: Float32Array
): void {
  if (config.latentDistribution === 'uniform') random.fillUniform(out, -1, 1)
  else random.fillNormal(out)
}

/** What decides how places are drawn. */
export type Prior = Pick<RunConfig, 'family' | 'size' | 'latent' | 'latentDistribution' | 'classes'>

/**
 * `count` places of their own, in order, [latentWidth] each. Where there are classes each is of a class by
 * chance, or of `chosen`; z is the same either way.
 */
export function drawLatents(
  config: Prior,
  random: Random,
  count: number,
  chosen?: number
): Float32Array[] {
  const [numbers, classes] = [zWidth(config), classNames(config).length]
  return Array.from({ length: count }, () => {
    const place = new Float32Array(latentWidth(config))
    fillLatents(config, random, place.subarray(0, numbers))
    if (classes > 0) {
      const drawn = random.integer(classes)
      place[numbers + (chosen ?? drawn)] = 1
    }
    return place
  })
}

/** Fills `out` with rows of such places. */
export function fillPlaces(config: Prior, random: Random, out: Float32Array): void {
  const width = latentWidth(config)
  // In one go, as the numbers of a normal distribution come in pairs.
  if (width === zWidth(config)) return fillLatents(config, random, out)
  drawLatents(config, random, out.length / width).forEach((place, row) =>
    out.set(place, row * width)
  )
}
