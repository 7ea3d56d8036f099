import { reshape, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core'
import { attribute, execute } from '../execute.ts'
import type { Attribute } from '../tensorflow.ts'
import { differentiable } from './differentiable.ts'
import { spread } from './reductions.ts'

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
