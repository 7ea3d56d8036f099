import type { Tensor2D } from '@tensorflow/tfjs-core'
import { Matrix, solve } from 'ml-matrix'
import { latentWidth } from '../../contract/condition.ts'
import type { RunConfig } from '../../contract/run-config.ts'
import type { Breathe } from '../../datasets/breathe.ts'
import { capture } from '../../engine/capture.ts'
import { createRandom, STREAMS } from '../../engine/random.ts'
import { createVariables } from '../../engine/variables.ts'
import { createFamily } from '../../gan/family.ts'
import { readCheckpoint } from '../../training/checkpoint.ts'
import { LATENT_BATCH } from '../calibrate.ts'
import { unit } from './algebra.ts'
import { leadingComponents } from './leading.ts'
import { samplesOf } from './model.ts'
import type { Source, TaskOf } from './source.ts'

// As many as keep the least squares steady, and no more numbers than fit into 128 MB.
const MOST_SAMPLES = 2_048
const MOST_NUMBERS = 2 ** 25
const START = 4
const SEED = 1

/**
 * Härkönen et al. 2020 (GANSpace, arXiv:2004.02546, section 3.1): principal components of what the generator's
 * first layer makes of samples, and for each the latent's direction that moves along it, by least squares.
 * The regression is of the component on the latent, which has the same result as the paper's for as many
 * samples as one likes, and is steadier with few.
 */
export const fromComponents: Source<'components'> = async (task, { report, breathe }) => {
  const { config } = task.model
  const count = Math.min(task.source.count, config.latent)
  const { latents, features, width } = await drawFeatures(task, report, breathe)
  const random = createRandom(SEED, STREAMS.directions)
  const { along, variances, total } = leadingComponents(features, { width, count }, random)
  await breathe()
  // Of z alone: the shares of classes add up to 1, so that no regression could tell them from its constant.
  const drawn = latents.map((place) => place.subarray(0, config.latent))
  const others = new Array<number>(latentWidth(config) - config.latent).fill(0)
  return regress(drawn, along, count).map((vector, at) => {
    const explained = total > 0 ? variances[at]! / total : 0
    const share = (100 * explained).toFixed(1)
    const words = `principal component ${at + 1} of the generator's first features, ${share} % of their variance`
    return {
      name: `Component ${at + 1}`,
      vector: unit(
        [...vector, ...others],
        'The first features do not depend on the latent; train the model longer.'
      ),
      facts: { source: 'components', words, samples: latents.length, explained }
    }
  })
}

/** For each of `count` columns the direction of the latents along which it grows: least squares with a constant. */
export function regress(
  latents: readonly Float32Array[],
  columns: Float32Array,
  count: number
): number[][] {
  const design = new Matrix(latents.map((z) => [1, ...z]))
  const turned = design.transpose()
  const wanted = Matrix.from1DArray(latents.length, count, columns)
  const found = solve(turned.mmul(design), turned.mmul(wanted))
  return Array.from({ length: count }, (_, at) => found.getColumn(at).slice(1))
}

async function drawFeatures(
  { model: { config, file } }: Pick<TaskOf<'components'>, 'model'>,
  report: (done: number, total: number) => void,
  breathe: Breathe
): Promise<{ latents: Float32Array[]; features: Float32Array; width: number }> {
  const graph = captureFirst(config)
  const look = (latents: readonly Float32Array[]): Float32Array => {
    const width = latentWidth(config)
    const batch = new Float32Array(LATENT_BATCH * width)
    latents.forEach((z, row) => batch.set(z, row * width))
    return graph.run.look({ latents: batch })['features']!
  }
  try {
    graph.write(readCheckpoint(file).variables)
    const drawn = samplesOf(config, START, MOST_SAMPLES)
    const width = look(drawn.slice(0, LATENT_BATCH)).length / LATENT_BATCH
    const batches = Math.floor(Math.min(MOST_SAMPLES, MOST_NUMBERS / width) / LATENT_BATCH)
    const latents = drawn.slice(0, batches * LATENT_BATCH)
    const features = new Float32Array(latents.length * width)
    for (let from = 0; from < latents.length; from += LATENT_BATCH) {
      features.set(look(latents.slice(from, from + LATENT_BATCH)), from * width)
      report(from + LATENT_BATCH, latents.length)
      await breathe()
    }
    return { latents, features, width }
  } finally {
    graph.dispose()
  }
}

function captureFirst(config: RunConfig) {
  const state = createVariables()
  const family = createFamily(config, state, createRandom(config.seed, STREAMS.weights))
  const inputs = { latents: [LATENT_BATCH, latentWidth(config)] }
  return capture(
    {
      look: {
        inputs,
        step: ({ latents }) => ({ features: family.firstFeatures(latents as Tensor2D) })
      }
    },
    state
  )
}
