import type { RunConfig } from '../contract/run-config.ts'
import type { Breathe } from '../datasets/breathe.ts'
import type { Captured, StepFunction } from '../engine/capture.ts'
import { createRandom, STREAMS } from '../engine/random.ts'
import { fillLatents } from '../gan/pictures.ts'
import type { Family } from '../gan/families/family.ts'
import type { Tensor2D } from '@tensorflow/tfjs-core'

/** Latents of one calibration, and of whatever draws many pictures at once. */
export const LATENT_BATCH = 64

// Leaves 0.9 ^ 40 of the moments that were there before, 1.5 %.
const CALIBRATIONS = 40

/** One step of it: the discriminator sees what the generator makes of `latents` [64,latent]. */
export function calibration({ latent }: RunConfig, family: Family): StepFunction {
  return {
    inputs: { latents: [LATENT_BATCH, latent] },
    step: ({ latents }) => {
      const pictures = family.generate(latents as Tensor2D)
      return { logits: family.discriminate(pictures, 'train-and-track').logits }
    }
  }
}

/**
 * Gives the discriminator's batch norm the moments of generated pictures, which training does not keep, so
 * that what it sees in one picture no longer depends on those beside it.
 */
export async function calibrate(
  model: Pick<Captured<'calibrate'>, 'run'>,
  config: RunConfig,
  breathe: Breathe
): Promise<void> {
  const random = createRandom(config.seed, STREAMS.projection)
  const latents = new Float32Array(LATENT_BATCH * config.latent)
  for (let batch = 0; batch < CALIBRATIONS; batch++) {
    fillLatents(config, random, latents)
    model.run.calibrate({ latents })
    await breathe()
  }
}
