import type { RunConfig } from './run-config.ts'

/** Pictures that the discriminator sees in one training step: a batch for each of its updates. */
export function imagesPerStep({
  batch,
  discriminatorSteps
}: Pick<RunConfig, 'batch' | 'discriminatorSteps'>): number {
  return batch * discriminatorSteps
}
