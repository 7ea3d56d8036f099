import type { RunConfig } from '../../contract/run-config.ts'
import { createRandom, STREAMS } from '../../engine/random.ts'
import { drawLatents } from '../../gan/pictures.ts'
import { LATENT_BATCH } from '../calibrate.ts'
import { neighbourhood } from '../../contract/neighbourhood.ts'
import { STARTS, type Projector } from './projector.ts'

// Spreads of the places around the encoder's guess; see `neighbourhood`.
const SPREADS = [0.15, 0.3, 0.45]
// Batches of random draws whose nearest are taken.
const BATCHES = 2

/**
 * Where a search for a target (size x size x channels in [-1,1]) begins: at the encoder's guess, around it,
 * and at those of 128 random draws whose pictures are nearest. The same target has the same starts.
 */
export function chooseStarts(
  projector: Projector,
  config: RunConfig,
  target: Float32Array,
  guess: Float32Array
): Float32Array[] {
  const random = createRandom(config.seed, STREAMS.projection)
  const around = SPREADS.flatMap((spread) =>
    neighbourhood(guess, drawLatents(config, random, 1), spread, [])
  )
  const drawn = Array.from({ length: BATCHES }, () => {
    const latents = drawLatents(config, random, LATENT_BATCH)
    const { pictures } = projector.run.draw({ latents: joined(latents) })
    return latents.map((z, row) => {
      const picture = pictures!.subarray(row * target.length, (row + 1) * target.length)
      return { z, distance: squaredDistance(picture, target) }
    })
  }).flat()
  drawn.sort((a, b) => a.distance - b.distance)
  const nearest = drawn.slice(0, STARTS - 1 - around.length).map(({ z }) => z)
  return [guess, ...around, ...nearest]
}

function joined(latents: readonly Float32Array[]): Float32Array {
  const rows = new Float32Array(latents.length * latents[0]!.length)
  latents.forEach((z, row) => rows.set(z, row * z.length))
  return rows
}

function squaredDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2
  return sum
}
