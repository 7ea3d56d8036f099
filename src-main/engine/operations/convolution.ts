import { customGrad, tensor1d, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core'
import { attribute, execute } from '../execute.ts'
import type { Attribute } from '../tensorflow.ts'

export interface ConvolutionOptions {
  stride: number
  padding: 'SAME' | 'VALID'
}

type Shape4D = [number, number, number, number]
type Gradients = (upstream: Tensor4D, saved: Tensor[]) => Tensor[]

/**
 * 2-D convolution, x [N,H,W,C] with w [kh,kw,C,D] to [N,H',W',D].
 *
 * A convolution, its gradient for the input and its gradient for the filter are each linear in both
 * of their operands, and each one's gradients are the other two. Written so, they can be
 * differentiated any number of times, which tfjs's own cannot (no gradient of the filter's gradient).
 */
export function convolution(x: Tensor4D, w: Tensor4D, options: ConvolutionOptions): Tensor4D {
  return differentiable(
    [x, w],
    () => execute('Conv2D', attributes(options), [x, w]),
    (upstream, [x, w]) => [
      convolutionBackInput(x!.shape as Shape4D, w as Tensor4D, upstream, options),
      convolutionBackFilter(x as Tensor4D, w!.shape as Shape4D, upstream, options)
    ]
  )
}

/**
 * Transposed 2-D convolution: y [N,H',W',D] with w [kh,kw,C,D] to `shape` [N,H,W,C]; the gradient of
 * `convolution` for its input.
 */
export function convolutionBackInput(
  shape: Shape4D,
  w: Tensor4D,
  y: Tensor4D,
  options: ConvolutionOptions
): Tensor4D {
  return differentiable(
    [w, y],
    () => execute('Conv2DBackpropInput', attributes(options), [tensor1d(shape, 'int32'), w, y]),
    (upstream, [w, y]) => [
      convolutionBackFilter(upstream, w!.shape as Shape4D, y as Tensor4D, options),
      convolution(upstream, w as Tensor4D, options)
    ]
  )
}

/** x [N,H,W,C] and y [N,H',W',D] to `shape` [kh,kw,C,D]; the gradient of `convolution` for its filter. */
export function convolutionBackFilter(
  x: Tensor4D,
  shape: Shape4D,
  y: Tensor4D,
  options: ConvolutionOptions
): Tensor4D {
  return differentiable(
    [x, y],
    () => execute('Conv2DBackpropFilter', attributes(options), [x, tensor1d(shape, 'int32'), y]),
    (upstream, [x, y]) => [
      convolutionBackInput(x!.shape as Shape4D, upstream, y as Tensor4D, options),
      convolution(x as Tensor4D, upstream, options)
    ]
  )
}

function differentiable(inputs: Tensor4D[], value: () => Tensor4D, gradients: Gradients): Tensor4D {
  return customGrad((...args) => {
    const save = args.pop() as unknown as (tensors: Tensor[]) => void
    save(inputs)
    return {
      value: value(),
      gradFunc: (upstream: Tensor, saved: Tensor[]) => gradients(upstream as Tensor4D, saved)
    }
  })(...inputs) as Tensor4D
}

function attributes({ stride, padding }: ConvolutionOptions): Attribute[] {
  return [
    attribute.type('T'),
    attribute.int('strides', [1, stride, stride, 1]),
    attribute.string('padding', padding),
    attribute.string('data_format', 'NHWC'),
    attribute.int('dilations', [1, 1, 1, 1])
  ]
}
