import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core'
import type { RunConfig } from '../../contract/run-config.ts'
import { biasAdd } from '../../engine/operations/bias.ts'
import { convolution, type ConvolutionOptions } from '../../engine/operations/convolution.ts'
import type { Variable } from '../../engine/variable.ts'
import { createBatchNorm, type Mode } from './batch-norm.ts'
import { createSpectralNorm } from './spectral-norm.ts'
import type { WeightSource } from './weights.ts'

export type DiscriminatorNorm = RunConfig['discriminatorNorm']

/** Reads a kernel, over its largest singular value where the discriminator's norm is `spectral`. */
export function createKernel<T extends Tensor>(
  weights: WeightSource,
  name: string,
  kernel: Variable<T>,
  norm: DiscriminatorNorm
): (mode: Mode) => T {
  return norm === 'spectral' ? createSpectralNorm(weights, name, kernel) : () => kernel.read()
}

/**
 * A convolution x [N,H,W,C] with a kernel [kh,kw,C,D], then batch norm, or without one a bias. `plain`
 * leaves out both, as of a first layer.
 */
export function createNormedConvolution(
  weights: WeightSource,
  name: string,
  { shape, deviation, plain }: { shape: readonly number[]; deviation: number; plain: boolean },
  options: ConvolutionOptions,
  norm: DiscriminatorNorm
): (x: Tensor4D, mode: Mode) => Tensor4D {
  const kernel = weights.normal<Tensor4D>(`${name}/kernel`, shape, deviation)
  const read = createKernel(weights, `${name}/kernel/spectral`, kernel, norm)
  const channels = shape.at(-1)!
  const finish = plain ? (x: Tensor4D) => x : createFinish(weights, name, channels, norm)
  return (x, mode) => finish(convolution(x, read(mode), options), mode)
}

/** What follows a convolution to `channels`: batch norm, or without one a bias. */
export function createFinish(
  weights: WeightSource,
  name: string,
  channels: number,
  norm: DiscriminatorNorm
): (x: Tensor4D, mode: Mode) => Tensor4D {
  if (norm === 'batch') return createBatchNorm(weights, `${name}/norm`, channels)
  const bias = weights.constant<Tensor1D>(`${name}/bias`, [channels], 0)
  return (x) => biasAdd(x, bias.read())
}
