import { imagesPerStep } from './images-per-step.ts'
import type { RunConfig } from './run-config.ts'

const WITH_TARGET: RunConfig['loss'][] = ['non-saturating', 'minimax', 'least-squares']

/** What losses and stabilisers cannot do together; each says why and the nearest valid choice. */
export const LOSS_COMBINATIONS: ((config: RunConfig) => string | undefined)[] = [
  ({ loss, labelSmoothing }) =>
    labelSmoothing > 0 && !WITH_TARGET.includes(loss)
      ? `"labelSmoothing" is ${labelSmoothing}, but ${loss} has no target that real pictures could fall short of; the nearest valid choice is labelSmoothing=0, or loss=non-saturating.`
      : undefined,
  ({ loss, discriminatorNorm }) =>
    loss === 'wgan-gp' && discriminatorNorm === 'batch'
      ? `"discriminatorNorm" is batch, but wgan-gp holds the slope at each picture alone; the nearest valid choice is discriminatorNorm=none.`
      : undefined,
  ({ loss, minibatchKernels }) =>
    loss === 'wgan-gp' && minibatchKernels > 0
      ? `"minibatchKernels" is ${minibatchKernels}, but wgan-gp holds the slope at each picture alone; the nearest valid choice is minibatchKernels=0.`
      : undefined,
  ({ instanceNoise, noiseImages }) =>
    instanceNoise === 0 && noiseImages > 0
      ? `"noiseImages" is ${noiseImages}, but there is no noise that could fade; the nearest valid choice is noiseImages=0, or instanceNoise=0.1.`
      : undefined,
  ({ batch, packing }) =>
    batch % packing > 0
      ? `"packing" is ${packing}, but a batch of ${batch} is not made of whole packs; the nearest valid choice is batch=${Math.round(batch / packing) * packing}.`
      : undefined,
  ({ accuracyCeiling, phaseImages }) =>
    accuracyCeiling < 1 && phaseImages > 0
      ? `"accuracyCeiling" is ${accuracyCeiling}, but with phaseImages=${phaseImages} turns of images say who learns; the nearest valid choice is accuracyCeiling=1, or phaseImages=0.`
      : undefined,
  (config) =>
    config.phaseImages > 0 && config.phaseImages < imagesPerStep(config)
      ? `"phaseImages" is ${config.phaseImages}, less than the ${imagesPerStep(config)} images of one step; the nearest valid choice is phaseImages=${imagesPerStep(config)}.`
      : undefined
]
