import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core'
import type { StepFunction } from '../../engine/capture.ts'
import type { Mode } from '../layers/batch-norm.ts'

/** A GAN of any kind: its networks and the updates of one training step. */
export interface Family {
  /**
   * One step of the updates in `turns.ts`. Inputs: `real` [imagesPerStep,size,size,channels] in
   * [-1,1], `latents` [batch x latentBatches,latent], where there are classes those of the real pictures
   * `classes` [imagesPerStep,count], which the generated ones take over, and the scalars `generatorRate`,
   * `discriminatorRate`, where the config averages the generator `averageShare`, where it draws numbers in
   * the step `chance`, a whole number below 2^24 that every step has its own of, and where it adds noise
   * `noise`, its deviation. Outputs, all scalars, of the last update of each: `generatorLoss`,
   * `discriminatorLoss`, `realAccuracy`, `fakeAccuracy`, and of those that learn `generatorGradient`,
   * `discriminatorGradient`, the norms of all their gradients.
   */
  train: StepFunction
  /**
   * The same with one network alone learning, and `accuracy`, the discriminator's of the last step, as far
   * as the config may choose between them (see `learnerAt`).
   */
  others: Partial<Record<'trainGenerator' | 'trainDiscriminator' | 'accuracy', StepFunction>>
  /** One step in which this network alone learns; of the other the numbers are told. */
  only(player: 'generator' | 'discriminator'): StepFunction
  /** No inputs; the norms of all trained weights, `generatorWeights` and `discriminatorWeights`. */
  weigh: StepFunction
  /** Drawn by the average where there is one. Input `latents` [1,latentWidth]; output `pictures` [1,size,size,channels] in [-1,1]. */
  sample: StepFunction
  /** The same for any number of latents, [N,latentWidth], and differentiable: for whoever learns about a trained model. */
  generate(latents: Tensor2D): Tensor4D
  /** What each level of a pyramid makes of them, the coarsest first and each twice as large; of other families the pictures alone. */
  chain(latents: Tensor2D): Tensor4D[]
  /** What the first layer of the generator that `generate` draws with makes of latents: [N,4,4,filters] or [N,1,1,units]. */
  firstFeatures(latents: Tensor2D): Tensor4D
  /** The same where its maps are 8 x 8: [N,8,8,filters] or [N,1,1,units]. */
  earlyFeatures(latents: Tensor2D): Tensor4D
  /**
   * The trained discriminator's verdict on pictures [N,size,size,channels] in [-1,1], each alone in its
   * pack. Training keeps no moments of its batch norm; whoever uses the mode `sample` has to let it see
   * batches in `train-and-track` first.
   */
  discriminate(pictures: Tensor4D, mode: Mode): { logits: Tensor2D; features: readonly Tensor4D[] }
  /** Shapes of these features of one picture, [side,side,filters] each. */
  featureShapes: readonly (readonly number[])[]
}
