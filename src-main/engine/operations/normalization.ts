import { add, mul, rsqrt, sub, tensor1d, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core'
import { attribute, executeAll } from '../execute.ts'
import type { Attribute } from '../tensorflow.ts'
import { channelSum } from './bias.ts'
import { differentiable, isRecorded } from './differentiable.ts'

/** Added to the variance before its root. */
export const BATCH_NORM_EPSILON = 1e-5

export interface BatchMoments {
  mean: Tensor1D
  /** With Bessel's correction, as running averages want it. */
  variance: Tensor1D
}

type BatchGradients = [x: Tensor4D, scale: Tensor1D, offset: Tensor1D]

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
  const [y, mean, variance, ...reserved] = outputs as [Tensor4D, Tensor1D, Tensor1D, ...Tensor4D[]]
  // Executed outside of the custom gradient, whose own tidy would take the moments away.
  const value = differentiable(
    [x, scale, offset],
    () => y,
    (upstream, saved) => {
      const [x, scale, ...reserved] = saved as [Tensor4D, Tensor1D, ...Tensor4D[]]
      // At once: the fused operation gives all three.
      const [forX, forScale, forOffset] = isRecorded()
        ? batchGradients(upstream, x, scale)
        : fusedGradients(upstream, x, scale, reserved)
      return [() => forX, () => forScale, () => forOffset]
    },
    () => [x, scale, ...reserved]
  )
  return { value, moments: { mean, variance } }
}

/** Batch normalisation with moments given from outside, as sampling uses it. */
export function batchNormInference(
  x: Tensor4D,
  scale: Tensor1D,
  offset: Tensor1D,
  moments: BatchMoments
): Tensor4D {
  if (isRecorded()) {
    const factor = mul(scale, rsqrt(add(moments.variance, BATCH_NORM_EPSILON)))
    return add(mul(x, factor), sub(offset, mul(moments.mean, factor)))
  }
  const inputs = [x, scale, offset, moments.mean, moments.variance]
  return executeAll('FusedBatchNormV3', attributes(false), inputs, 6)[0] as Tensor4D
}

function fusedGradients(
  upstream: Tensor4D,
  x: Tensor4D,
  scale: Tensor1D,
  reserved: Tensor4D[]
): BatchGradients {
  const inputs = [upstream, x, scale, ...reserved]
  return executeAll('FusedBatchNormGradV3', gradientAttributes(true), inputs, 5).slice(
    0,
    3
  ) as unknown as BatchGradients
}

// Ioffe and Szegedy 2015, section 3, by operations that can be differentiated again.
function batchGradients(upstream: Tensor4D, x: Tensor4D, scale: Tensor1D): BatchGradients {
  const average = (values: Tensor4D): Tensor1D =>
    mul(channelSum(values), values.shape[3] / values.size)
  const centered = sub(x, average(x)) as Tensor4D
  const inverse = rsqrt(add(average(mul(centered, centered)), BATCH_NORM_EPSILON))
  const normalized = mul(centered, inverse) as Tensor4D
  const along = mul(upstream, normalized) as Tensor4D
  const through = sub(sub(upstream, average(upstream)), mul(normalized, average(along)))
  return [mul(through, mul(scale, inverse)) as Tensor4D, channelSum(along), channelSum(upstream)]
}

function attributes(training: boolean): Attribute[] {
  return [...gradientAttributes(training), attribute.float('exponential_avg_factor', 1)]
}

function gradientAttributes(training: boolean): Attribute[] {
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
