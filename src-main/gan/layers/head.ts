import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { RunConfig } from '../../contract/run-config.ts'
import { dense } from '../../engine/operations/dense.ts'
import type { Mode } from './batch-norm.ts'
import { createKernel } from './discriminator-layers.ts'
import { createMinibatchDiscrimination } from './minibatch-discrimination.ts'
import type { WeightSource } from './weights.ts'

type HeadSettings = Pick<RunConfig, 'discriminatorNorm' | 'minibatchKernels'>

/**
 * A discriminator's end: features [N,F] of one picture each, with what minibatch discrimination joins to
 * them, to logits [N,1].
 */
export function createHead(
  { discriminatorNorm, minibatchKernels: kernels }: HeadSettings,
  weights: WeightSource,
  { features, deviation }: { features: number; deviation: number }
): (x: Tensor2D, mode: Mode) => Tensor2D {
  const compare =
    kernels > 0
      ? createMinibatchDiscrimination(weights, 'minibatch', { features, kernels })
      : (x: Tensor2D) => x
  const judge = weights.normal<Tensor2D>('judge/kernel', [features + kernels, 1], deviation)
  const read = createKernel(weights, 'judge/kernel/spectral', judge, discriminatorNorm)
  return (x, mode) => dense(compare(x, mode), read(mode))
}
