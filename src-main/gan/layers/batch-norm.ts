import { add, mul, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core'
import { batchNormInference, batchNormTraining } from '../../engine/operations/normalization.ts'
import type { WeightSource } from './weights.ts'

/**
 * How a network is run: `train` normalises by the batch, `train-and-track` also updates the running
 * moments, `sample` uses these, so that a picture depends on its own z alone.
 */
export type Mode = 'train' | 'train-and-track' | 'sample'

/** Share of the old running moments kept at each step; short, because a GAN's moments move. */
export const MOMENTUM = 0.9

/** A batch normalisation layer over `channels`, [N,H,W,C] to the same. */
export function createBatchNorm(
  weights: WeightSource,
  name: string,
  channels: number
): (x: Tensor4D, mode: Mode) => Tensor4D {
  const scale = weights.constant<Tensor1D>(`${name}/scale`, [channels], 1)
  const offset = weights.constant<Tensor1D>(`${name}/offset`, [channels], 0)
  const runningMean = weights.tracked<Tensor1D>(`${name}/running_mean`, [channels], 0)
  const runningVariance = weights.tracked<Tensor1D>(`${name}/running_variance`, [channels], 1)

  return (x, mode) => {
    if (mode === 'sample') {
      const moments = { mean: runningMean.read(), variance: runningVariance.read() }
      return batchNormInference(x, scale.read(), offset.read(), moments)
    }
    const { value, moments } = batchNormTraining(x, scale.read(), offset.read())
    if (mode === 'train-and-track') {
      const blend = (old: Tensor1D, now: Tensor1D): Tensor1D =>
        add(mul(old, MOMENTUM), mul(now, 1 - MOMENTUM))
      runningMean.assign(blend(runningMean.read(), moments.mean))
      runningVariance.assign(blend(runningVariance.read(), moments.variance))
    }
    return value
  }
}
