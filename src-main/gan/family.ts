import type { StepFunction } from '../engine/capture.ts'
import type { Random } from '../engine/random.ts'
import type { Variables } from '../engine/variables.ts'
import type { RunConfig } from '../contract/run-config.ts'
import { createDcgan } from './families/dcgan.ts'

/** A kind of GAN: its networks and the updates of one training step. */
export interface Family {
  /**
   * One step. Inputs: `real` [batch,size,size,3] in [-1,1], `latents` [batch,latent], and the scalars
   * `generatorRate` and `discriminatorRate`. Outputs, all scalars: `generatorLoss`,
   * `discriminatorLoss`, `realAccuracy`, `fakeAccuracy`.
   */
  train: StepFunction
  /** Input `latents` [1,latent]; output `pictures` [1,size,size,3] in [-1,1]. */
  sample: StepFunction
}

type FamilyFactory = (config: RunConfig, state: Variables, random: Random) => Family

const FAMILIES = { dcgan: createDcgan } satisfies Record<RunConfig['family'], FamilyFactory>

/** Makes the networks of a config, their variables in `state`, initial weights from `random`. */
export function createFamily(config: RunConfig, state: Variables, random: Random): Family {
  return FAMILIES[config.family](config, state, random)
}
