import {
  customGrad,
  tensor1d,
  type Tensor,
  type Tensor1D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import { StudioError } from '../../contract/errors.ts'
import { attribute, executeAll } from '../execute.ts'
import type { Attribute } from '../tensorflow.ts'

/** Added to the variance before its root. */
export const BATCH_NORM_EPSILON = 1e-5

export interface BatchMoments {
  mean: Tensor1D
  /** With Bessel's correction, as running averages want it. */
  variance: Tensor1D
}

/**
 * Batch normalisation with the batch's own moments (Ioffe and Szegedy 2015, algorithm 1): x [N,H,W,C]
 * with scale and offset [C]; fused forward and backward.
 */
export function batchNormTraining(
  x: Tensor4D,
  scale: Tensor1D,
  offset: Tensor1D
): { value: Tensor4D; moments: BatchMoments } {
  const inputs = [x, scale, offset, empty(), empty()]
  const outputs = executeAll('FusedBatchNormV3', attributes(true), inputs, 6)
  const [y, mean, variance, ...reserved] = outputs as [Tensor4D, Tensor1D, Tensor1D, ...Tensor[]]
  // Executed outside of the custom gradient, whose own tidy would take the moments away.
  const value = customGrad((...args) => {
    const save = args.pop() as unknown as (tensors: Tensor[]) => void
    save([x, scale, ...reserved])
    return { value: y, gradFunc: backward }
  })(x, scale, offset) as Tensor4D
  return { value, moments: { mean, variance } }
}

/** Batch normalisation with moments given from outside, as sampling uses it. */
export function batchNormInference(
  x: Tensor4D,
  scale: Tensor1D,
  offset: Tensor1D,
  moments: BatchMoments
): Tensor4D {
  const inputs = [x, scale, offset, moments.mean, moments.variance]
  return executeAll('FusedBatchNormV3', attributes(false), inputs, 6)[0] as Tensor4D
}

function backward(upstream: Tensor, saved: Tensor[]): Tensor[] {
  const [x, scale, ...reserved] = saved as [Tensor, Tensor, ...Tensor[]]
  const inputs = [upstream, x, scale, ...reserved]
  const gradients = executeAll('FusedBatchNormGradV3', gradientAttributes(), inputs, 5).slice(0, 3)
  return gradients.map((gradient) => refusingSecondDerivative(gradient, [upstream, x, scale]))
}

// The fused operation has no gradient of its own: refused rather than silently taken as constant.
function refusingSecondDerivative(gradient: Tensor, inputs: Tensor[]): Tensor {
  return customGrad(() => ({ value: gradient, gradFunc: refuseSecondDerivative }))(...inputs)
}

function refuseSecondDerivative(): never {
  throw new StudioError(
    'engine/second-derivative',
    'The gradient of batch normalisation cannot be differentiated again; use a discriminator without batch normalisation with gradient penalties.'
  )
}

function attributes(training: boolean): Attribute[] {
  return [...gradientAttributes(training), attribute.float('exponential_avg_factor', 1)]
}

function gradientAttributes(training = true): Attribute[] {
  return [
    attribute.type('T'),
    attribute.type('U'),
    attribute.float('epsilon', BATCH_NORM_EPSILON),
    attribute.string('data_format', 'NHWC'),
    attribute.bool('is_training', training)
  ]
}

// In training the operation takes its moments from the batch and wants these two empty.
function empty(): Tensor1D {
  return tensor1d([])
}
