import { reshape, type Rank, type Tensor2D } from '@tensorflow/tfjs-core'
import { latentWidth } from '../../contract/condition.ts'
import type { RunConfig } from '../../contract/run-config.ts'
import { capture, type Captured } from '../../engine/capture.ts'
import { dense } from '../../engine/operations/dense.ts'
import { createRandom, STREAMS } from '../../engine/random.ts'
import { sizeOf } from '../../engine/shape.ts'
import { startEngine } from '../../engine/tensorflow.ts'
import { createVariables } from '../../engine/variables.ts'
import { createFamily } from '../../gan/family.ts'
import { createWeights } from '../../gan/layers/weights.ts'
import { readCheckpoint } from '../../training/checkpoint.ts'
import { calibrate, calibration, LATENT_BATCH } from '../calibrate.ts'
import type { Slopes } from '../bends/advance.ts'
import { earlyFunction, slopeFunction, slopesBy } from '../bends/slopes.ts'
import { createModelShelf, type ModelShelf } from '../model-shelf.ts'

/** Numbers that are kept of what the discriminator sees in a picture. */
export const SKETCH = 512

/** What a map is made of, for one batch of latents. */
export interface Sketches {
  /** Latents x SKETCH. */
  sketches: Float32Array
  /** The discriminator's logits. */
  logits: Float32Array
  /** Latents x size x size x channels in [-1,1]. */
  pictures: Float32Array
}

/** A model ready to say what is alike. */
export interface Sketcher {
  /** Of at most `LATENT_BATCH` latents. */
  sketch(latents: readonly Float32Array[]): Sketches
  /** The generator's early features of at most `LATENT_BATCH` latents: latents x any number. */
  early(latents: readonly Float32Array[]): Float32Array
  /** Of at most `LATENT_BATCH` latents. */
  slopes: Slopes
  dispose(): void
}

/** Keeps the sketcher of the last model; the first of each takes seconds. */
export type SketcherShelf = ModelShelf<Sketcher>

/**
 * Latents themselves have no structure: they are drawn alike in all directions. Their pictures have, and what
 * is alike in them the discriminator has learned to see: its last features are sketched as 512 random
 * projections, between which distances are those of the features to some per cent (Johnson and
 * Lindenstrauss 1984). On real avatars the last features tell labels by ten neighbours best of what was
 * tried: 0.59 of them, their means 0.51, pixels at 16 x 16 0.54.
 */
export function createSketcherShelf(): SketcherShelf {
  return createModelShelf(async ({ config, file }, { breathe }) => {
    await startEngine(config.device)
    const { variables } = readCheckpoint(file)
    const graph = captureSketcher(config)
    try {
      graph.write(variables)
      await calibrate(graph, config, breathe)
    } catch (error) {
      graph.dispose()
      throw error
    }
    return {
      sketch: (latents) => sketch(graph, config, latents),
      early: (latents) => {
        const { early } = graph.run.early({ latents: batchOf(latents, config) })
        return partOf(early!, latents)
      },
      slopes: slopesBy(graph, latentWidth(config), LATENT_BATCH),
      dispose: () => graph.dispose()
    }
  })
}

type SketcherGraph = Captured<'calibrate' | 'sketch' | 'early' | 'slope'>

function captureSketcher(config: RunConfig): SketcherGraph {
  const latent = latentWidth(config)
  const state = createVariables()
  const family = createFamily(config, state, createRandom(config.seed, STREAMS.weights))
  const weights = createWeights(state, 'sketch', createRandom(config.seed, STREAMS.maps))
  const last = family.featureShapes.at(-1)!
  // The lengths of rows stay what they are on average.
  const width = sizeOf(last)
  const kernel = weights.normal<Tensor2D>('kernel', [width, SKETCH], SKETCH ** -0.5)
  return capture(
    {
      calibrate: calibration(config, family),
      early: earlyFunction(family, latent, LATENT_BATCH),
      slope: slopeFunction(family, latent, LATENT_BATCH),
      sketch: {
        inputs: { latents: [LATENT_BATCH, latent] },
        step: ({ latents }) => {
          const pictures = family.generate(latents as Tensor2D)
          const { logits, features } = family.discriminate(pictures, 'sample')
          const rows = reshape<Rank.R2>(features.at(-1)!, [LATENT_BATCH, width])
          return { pictures, logits, sketches: dense(rows, kernel.read()) }
        }
      }
    },
    state
  )
}

function sketch(
  graph: SketcherGraph,
  config: RunConfig,
  latents: readonly Float32Array[]
): Sketches {
  const { sketches, logits, pictures } = graph.run.sketch({ latents: batchOf(latents, config) })
  return {
    sketches: partOf(sketches!, latents),
    logits: partOf(logits!, latents),
    pictures: partOf(pictures!, latents)
  }
}

function batchOf(latents: readonly Float32Array[], config: RunConfig): Float32Array {
  const latent = latentWidth(config)
  const batch = new Float32Array(LATENT_BATCH * latent)
  latents.forEach((z, row) => batch.set(z, row * latent))
  return batch
}

// What belongs to the latents of a batch that may not be full.
function partOf(values: Float32Array, latents: readonly Float32Array[]): Float32Array {
  return values.subarray(0, (values.length / LATENT_BATCH) * latents.length)
}
