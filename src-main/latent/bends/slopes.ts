import { matMul, reshape, sum, tidy, zeros, type Rank, type Tensor2D } from '@tensorflow/tfjs-core'
import type { Captured, StepFunction } from '../../engine/capture.ts'
import { gradientsAt } from '../../engine/gradients.ts'
import type { Family } from '../../gan/families/family.ts'
import type { Slopes } from './advance.ts'

/** How many numbers the generator's early features are. */
export function earlyWidth({ earlyFeatures }: Family, latent: number): number {
  return tidy(() => earlyFeatures(zeros([1, latent])).size)
}

/** The generator's early features as rows: [N,latent] to [N,width]. */
export function earlyRows(family: Family, latents: Tensor2D, width: number): Tensor2D {
  return reshape<Rank.R2>(family.earlyFeatures(latents), [latents.shape[0], width])
}

/** The generator's early features at `count` latents: input `latents` [count,latent], output `early` [count,width]. */
export function earlyFunction(family: Family, latent: number, count: number): StepFunction {
  const width = earlyWidth(family, latent)
  return {
    inputs: { latents: [count, latent] },
    step: ({ latents }) => ({ early: earlyRows(family, latents as Tensor2D, width) })
  }
}

/**
 * Slopes at `count` latents of a score of the generator's early features: inputs `latents` [count,latent] and
 * `weights` [width,1], output `slopes` [count,latent].
 */
export function slopeFunction(family: Family, latent: number, count: number): StepFunction {
  const width = earlyWidth(family, latent)
  return {
    inputs: { latents: [count, latent], weights: [width, 1] },
    step: ({ latents, weights }) => {
      const { gradients } = gradientsAt([latents!], () => ({
        loss: sum(matMul(earlyRows(family, latents as Tensor2D, width), weights as Tensor2D))
      }))
      return { slopes: gradients[0]! }
    }
  }
}

/** Slopes by a captured `slopeFunction` of so many latents; of fewer the rest is left empty. */
export function slopesBy(
  graph: Pick<Captured<'slope'>, 'run'>,
  latent: number,
  count: number
): Slopes {
  return (latents, weights) => {
    const batch = new Float32Array(count * latent)
    latents.forEach((z, row) => batch.set(z, row * latent))
    const slopes = graph.run.slope({ latents: batch, weights })['slopes']!
    return latents.map((_, row) => slopes.subarray(row * latent, (row + 1) * latent))
  }
}
