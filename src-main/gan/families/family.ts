import type { StepFunction } from '../../engine/capture.ts'

/** A kind of GAN: its networks and the updates of one training step. */
export interface Family {
  /**
   * One step of the updates in `turns.ts`. Inputs: `real` [imagesPerStep,size,size,3] in [-1,1],
   * `latents` [batch x latentBatches,latent], and the scalars
   * `generatorRate`, `discriminatorRate` and, where the config averages the generator,
   * `averageShare`. Outputs, all scalars, of the last update of each: `generatorLoss`, `discriminatorLoss`, `realAccuracy`,
   * `fakeAccuracy`.
   */
  train: StepFunction
  /** Drawn by the average where there is one. Input `latents` [1,latent]; output `pictures` [1,size,size,3] in [-1,1]. */
  sample: StepFunction
}
