import { reshape, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core'
import { attribute, execute } from '../execute.ts'
import type { Attribute } from '../tensorflow.ts'
import { differentiable, isRecorded } from './differentiable.ts'
import { spread, sumOver } from './reductions.ts'

/**
 * x [...,C] plus a bias [C]. TensorFlow's own operation rather than an addition: what grappler fuses
 * with the convolution or product before it and the activation behind it.
 */
export function biasAdd<T extends Tensor>(x: T, bias: Tensor1D): T {
  return differentiable(
    [x, bias],
    () => execute<T>('BiasAdd', attributes(), [x, bias]),
    (upstream) => [() => upstream.clone(), () => channelSum(upstream)],
    () => []
  )
}

/** [...,C] to its sum [C] over all but the last axis; the gradient of `biasAdd` for its bias. */
export function channelSum(x: Tensor): Tensor1D {
  const { shape } = x
  // TensorFlow computes BiasAddGrad together with a filter's gradient that takes the same x, whichever it finds
  // first. Where this gradient is differentiated, that filter's may be computed from this one, and both would
  // wait for each other for ever.
  if (isRecorded()) return reshape(sumOver(x, [...shape.keys()].slice(0, -1)), [shape.at(-1)!])
  return differentiable(
    [x],
    () => execute<Tensor1D>('BiasAddGrad', attributes(), [x]),
    (upstream) => {
      const flat = shape.map((size, axis) => (axis === shape.length - 1 ? size : 1))
      return [() => spread(reshape(upstream, flat), shape)]
    },
    () => []
  )
}

function attributes(): Attribute[] {
  return [attribute.type('T'), attribute.string('data_format', 'NHWC')]
}
