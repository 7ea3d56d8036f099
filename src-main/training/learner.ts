import type { RunConfig } from '../contract/run-config.ts'

/** The step of a family that is taken: both networks learn, or one alone. */
export type StepName = 'train' | 'trainGenerator' | 'trainDiscriminator'

type LearnerSettings = Pick<RunConfig, 'phaseImages' | 'accuracyCeiling' | 'order'>

/**
 * Who learns in a step that begins after so many images, the discriminator's accuracy in the last one
 * being `accuracy`. In turns of images the first of the order begins. A discriminator above the accuracy
 * that is its ceiling waits (Wu et al. 2016, arXiv:1610.07584, section 3.2).
 */
export function learnerAt(config: LearnerSettings, images: number, accuracy: number): StepName {
  const waits = accuracy > config.accuracyCeiling
  if (config.phaseImages === 0) return waits ? 'trainGenerator' : 'train'
  const isFirst = Math.floor(images / config.phaseImages) % 2 === 0
  const isDiscriminators = isFirst === (config.order === 'discriminator-first')
  return isDiscriminators ? 'trainDiscriminator' : 'trainGenerator'
}
