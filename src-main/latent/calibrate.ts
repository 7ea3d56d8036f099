import type { Tensor2D } from '@tensorflow/tfjs-core'
import { latentWidth } from '../contract/condition.ts'
import type { RunConfig } from '../contract/run-config.ts'
import type { Breathe } from '../datasets/breathe.ts'
import type { Captured, StepFunction } from '../engine/capture.ts'
import { createRandom, STREAMS } from '../engine/random.ts'
import { fillPlaces } from '../gan/pictures.ts'
import type { Family } from '../gan/families/family.ts'
import { MOMENTUM } from '../gan/layers/batch-norm.ts'

/** Latents of one calibration, and of whatever draws many pictures at once. */
export const LATENT_BATCH = 64

// Batches whose moments are averaged, the later ones counting more.
const CALIBRATIONS = 24

/** True of the name of a moment that calibration sets. */
export function isMoment(name: string): boolean {
  return /^discriminator\/.*\/running_\w+$/.test(name)
}

/** One step of it: the discriminator sees what the generator makes of `latents` [64,latentWidth]. */
export function calibration(config: RunConfig, family: Family): StepFunction {
  return {
    inputs: { latents: [LATENT_BATCH, latentWidth(config)] },
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
  model: Pick<Captured<'calibrate'>, 'run' | 'read' | 'write'>,
  config: RunConfig,
  breathe: Breathe
): Promise<void> {
  const change = (to: (value: number) => number): void => {
    const moments = [...model.read()].filter(([name]) => isMoment(name))
    model.write(new Map(moments.map(([name, values]) => [name, values.map(to)])))
  }
  // From zeros, and corrected for them as Adam corrects its moments: what is left of a start at 1 would
  // outweigh variances of some hundredths.
  change(() => 0)
  const random = createRandom(config.seed, STREAMS.projection)
  const latents = new Float32Array(LATENT_BATCH * latentWidth(config))
  for (let batch = 0; batch < CALIBRATIONS; batch++) {
    fillPlaces(config, random, latents)
    model.run.calibrate({ latents })
    await breathe()
  }
  change((value) => value / (1 - MOMENTUM ** CALIBRATIONS))
}
