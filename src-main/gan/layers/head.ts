import type { Tensor2D } from '@tensorflow/tfjs-core'
import { classNames } from '../../contract/condition.ts'
import type { RunConfig } from '../../contract/run-config.ts'
import { dense } from '../../engine/operations/dense.ts'
import type { Mode } from './batch-norm.ts'
import { createClassVerdict } from './condition.ts'
import { createKernel } from './discriminator-layers.ts'
import { createMinibatchDiscrimination } from './minibatch-discrimination.ts'
import type { WeightSource } from './weights.ts'

type HeadSettings = Pick<RunConfig, 'discriminatorNorm' | 'minibatchKernels' | 'classes'>

/**
 * A discriminator's end: features [N,F] of one picture each, with what minibatch discrimination joins to
 * them, to logits [N,1]; where there are classes, each as a picture of its own.
 */
export function createHead(
  config: HeadSettings,
  weights: WeightSource,
  shape: { features: number; deviation: number }
): (x: Tensor2D, mode: Mode, classes?: Tensor2D) => Tensor2D {
  const { discriminatorNorm, minibatchKernels: kernels } = config
  const { features, deviation } = shape
  const compare =
    kernels > 0
      ? createMinibatchDiscrimination(weights, 'minibatch', { features, kernels })
      : (x: Tensor2D) => x
  const judge = weights.normal<Tensor2D>('judge/kernel', [features + kernels, 1], deviation)
  const read = createKernel(weights, 'judge/kernel/spectral', judge, discriminatorNorm)
  const known = classNames(config).length
  const byClass = createClassVerdict(weights, known, shape, discriminatorNorm)
  return (x, mode, classes) => byClass(dense(compare(x, mode), read(mode)), x, classes, mode)
}
