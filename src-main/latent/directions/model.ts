import type { StudiedModel } from '../../contract/analyst.ts'
import { channelCount, type RunConfig } from '../../contract/run-config.ts'
import type { Breathe } from '../../datasets/breathe.ts'
import { createRandom, STREAMS } from '../../engine/random.ts'
import { drawLatents, toBytes } from '../../gan/pictures.ts'
import type { Slopes } from '../bends/advance.ts'
import { LATENT_BATCH } from '../calibrate.ts'
import type { Classifier } from '../classifier/classifier.ts'
import type { Sketcher } from '../map/sketcher.ts'

/** What a model draws and what its discriminator thinks of it. */
export interface Drawn {
  /** Latents x size x size x channels in [-1,1]. */
  pictures: Float32Array
  /** One a latent. */
  logits: Float32Array
}

/** A trained model as directions are found in it. */
export interface Model {
  config: RunConfig
  /** Of at most `LATENT_BATCH` latents. */
  draw(latents: readonly Float32Array[]): Drawn
  /** The generator's early features of at most `LATENT_BATCH` latents: latents x any number. */
  early(latents: readonly Float32Array[]): Float32Array
  /** Of at most `LATENT_BATCH` latents. */
  slopes: Slopes
}

/** The model that a sketcher holds. */
export function modelOf(config: RunConfig, sketcher: Sketcher): Model {
  const { early, slopes } = sketcher
  return { config, draw: (latents) => sketcher.sketch(latents), early, slopes }
}

/** Samples that are the same for every direction of a model, each start of them a draw of its own. */
export function samplesOf(config: RunConfig, start: number, count: number): Float32Array[] {
  return drawLatents(config, createRandom(start, STREAMS.directions), count)
}

/** The standard deviation of each number of a latent: 1 of normal ones, 1 / sqrt(3) of uniform in [-1,1]. */
export function deviationOf({ latentDistribution }: StudiedModel['config']): number {
  return latentDistribution === 'uniform' ? 3 ** -0.5 : 1
}

/** What a classifier sees in the pictures of latents: by attribute latents x values probabilities, rows first. */
export async function classifyLatents(
  model: Model,
  classifier: Classifier,
  latents: readonly Float32Array[],
  { report, breathe }: { report: (done: number, total: number) => void; breathe: Breathe }
): Promise<Float32Array[]> {
  const length = model.config.size ** 2 * channelCount(model.config)
  const found = classifier.attributes.map(
    ({ values }) => new Float32Array(latents.length * values.length)
  )
  for (let from = 0; from < latents.length; from += LATENT_BATCH) {
    const batch = latents.slice(from, from + LATENT_BATCH)
    const bytes = toBytes(model.draw(batch).pictures)
    const pictures = Array.from({ length: bytes.length / length }, (_, row) =>
      bytes.subarray(row * length, (row + 1) * length)
    )
    classifier.classify(pictures).forEach((probabilities, head) => {
      found[head]!.set(probabilities, from * classifier.attributes[head]!.values.length)
    })
    report(from + pictures.length, latents.length)
    await breathe()
  }
  return found
}
