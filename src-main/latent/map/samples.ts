import type { MapTask } from '../../contract/analyst.ts'
import { StudioError } from '../../contract/errors.ts'
import type { MapColour } from '../../contract/latent.ts'
import { channelCount } from '../../contract/run-config.ts'
import type { Breathe } from '../../datasets/breathe.ts'
import { createRandom, STREAMS } from '../../engine/random.ts'
import { drawLatents, toBytes } from '../../gan/pictures.ts'
import { LATENT_BATCH } from '../calibrate.ts'
import { likeliest, type Classifier } from '../classifier/classifier.ts'
import { trainClassifier } from '../classifier/train.ts'
import { SKETCH, type Sketcher } from './sketcher.ts'

/** What is known of a map's samples. */
export interface Samples {
  /** Samples x SKETCH. */
  sketches: Float32Array
  logits: Float32Array
  attributes: MapColour[]
}

interface Reporting {
  report: (done: number, total: number) => void
  breathe: Breathe
}

/**
 * The classifier of the data set's labels; undefined where there is nothing to learn: no labels, or no data set
 * any more. A map is worth having without.
 */
export async function knowAttributes(
  { model: { cacheFolder, excluded, folder } }: Pick<MapTask, 'model'>,
  context: { report: (done: number, total: number) => void; signal: AbortSignal }
): Promise<Classifier | undefined> {
  try {
    return await trainClassifier({ cacheFolder, excluded }, { ...context, folder })
  } catch (error) {
    if (error instanceof StudioError && /^(classifier|cache)\//.test(error.code)) return undefined
    throw error
  }
}

/** Draws a map's samples, batch by batch, and keeps of each what it is placed and coloured by. */
export async function drawSamples(
  { model: { config }, seed, count }: Pick<MapTask, 'model' | 'seed' | 'count'>,
  sketcher: Sketcher,
  classifier: Classifier | undefined,
  { report, breathe }: Reporting
): Promise<Samples> {
  const latents = drawLatents(config, createRandom(seed, STREAMS.samples), count)
  const sketches = new Float32Array(count * SKETCH)
  const logits = new Float32Array(count)
  const attributes = (classifier?.attributes ?? []).map(({ attribute, values }) => ({
    name: attribute,
    values,
    numbers: [] as number[]
  }))
  const length = config.size ** 2 * channelCount(config)
  for (let from = 0; from < count; from += LATENT_BATCH) {
    const drawn = sketcher.sketch(latents.slice(from, from + LATENT_BATCH))
    sketches.set(drawn.sketches, from * SKETCH)
    logits.set(drawn.logits, from)
    if (classifier) {
      const bytes = toBytes(drawn.pictures)
      const pictures = Array.from({ length: bytes.length / length }, (_, row) =>
        bytes.subarray(row * length, (row + 1) * length)
      )
      classifier.classify(pictures).forEach((probabilities, head) => {
        const { values, numbers } = attributes[head]!
        numbers.push(...likeliest(probabilities, values.length))
      })
    }
    report(Math.min(count, from + LATENT_BATCH), count)
    await breathe()
  }
  return { sketches, logits, attributes }
}
