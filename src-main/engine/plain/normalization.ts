import { floats, type PlainArray, type PlainOperation } from './arrays.ts'

/**
 * y, moments and what the gradient is given of the forward pass: mean, variance (divided by n) and
 * nothing. The moments that are returned have Bessel's correction, as in TensorFlow.
 */
const batchNorm: PlainOperation = ([x, scale, offset, mean, variance], attributes) => {
  const epsilon = attributes.number('epsilon')
  attributes.choice('data_format', ['NHWC', 'NDHWC'])
  const training = attributes.choice('is_training', [true, false])
  const [m, v] = training ? momentsOf(x!) : [mean!, variance!]
  const y = floats(x!.shape)
  const channels = m.values.length
  const factor = Float64Array.from(
    v.values,
    (value, c) => scale!.values[c]! / Math.sqrt(value + epsilon)
  )
  for (let i = 0; i < y.values.length; i++) {
    const c = i % channels
    y.values[i] = (x!.values[i]! - m.values[c]!) * factor[c]! + offset!.values[c]!
  }
  const count = x!.values.length / channels
  const corrected = training
    ? floats(
        v.shape,
        Float32Array.from(v.values, (value) => (value * count) / Math.max(count - 1, 1))
      )
    : v
  return [y, m, corrected, m, v, floats([0])]
}

/** Gradients for x, scale and offset, and two empty ones for the moments. */
const batchNormBack: PlainOperation = ([upstream, x, scale, mean, variance], attributes) => {
  const epsilon = attributes.number('epsilon')
  const training = attributes.choice('is_training', [true, false])
  const channels = mean!.values.length
  const count = x!.values.length / channels
  const deviation = Float64Array.from(variance!.values, (value) => Math.sqrt(value + epsilon))
  // Sums of dy, and of dy times the normalised x.
  const sums = new Float64Array(channels)
  const products = new Float64Array(channels)
  const normalized = (i: number, c: number): number =>
    (x!.values[i]! - mean!.values[c]!) / deviation[c]!
  for (let i = 0; i < x!.values.length; i++) {
    const c = i % channels
    sums[c]! += upstream!.values[i]!
    products[c]! += upstream!.values[i]! * normalized(i, c)
  }
  const dx = floats(x!.shape)
  for (let i = 0; i < dx.values.length; i++) {
    const c = i % channels
    // Ioffe and Szegedy 2015, section 3; with moments from outside only the first term is left.
    const through = training ? (sums[c]! + normalized(i, c) * products[c]!) / count : 0
    dx.values[i] = (scale!.values[c]! / deviation[c]!) * (upstream!.values[i]! - through)
  }
  return [
    dx,
    floats(scale!.shape, Float32Array.from(products)),
    floats(scale!.shape, Float32Array.from(sums)),
    floats([0]),
    floats([0])
  ]
}

/** x [...,C] plus a bias [C]. */
const addBias: PlainOperation = ([x, bias]) => {
  const y = floats(x!.shape)
  const channels = bias!.values.length
  for (let i = 0; i < y.values.length; i++) {
    y.values[i] = x!.values[i]! + bias!.values[i % channels]!
  }
  return [y]
}

/** [...,C] to its sum over everything but the channels. */
const biasBack: PlainOperation = ([upstream]) => {
  const channels = upstream!.shape.at(-1)!
  const sums = new Float64Array(channels)
  upstream!.values.forEach((value, i) => (sums[i % channels]! += value))
  return [floats([channels], Float32Array.from(sums))]
}

/** Batch normalisation and bias, which treat each channel alike. */
export const NORMALIZATIONS = {
  FusedBatchNormV3: batchNorm,
  FusedBatchNormGradV3: batchNormBack,
  BiasAdd: addBias,
  BiasAddGrad: biasBack
} satisfies Record<string, PlainOperation>

// Two passes: the variance as a difference of squares loses its digits.
function momentsOf({ values, shape }: PlainArray): [mean: PlainArray, variance: PlainArray] {
  const channels = shape.at(-1)!
  const count = values.length / channels
  const mean = new Float64Array(channels)
  const variance = new Float64Array(channels)
  values.forEach((value, i) => (mean[i % channels]! += value / count))
  values.forEach(
    (value, i) => (variance[i % channels]! += (value - mean[i % channels]!) ** 2 / count)
  )
  return [
    floats([channels], Float32Array.from(mean)),
    floats([channels], Float32Array.from(variance))
  ]
}
