import type { Tensor4D } from '@tensorflow/tfjs-core'
import { createConvolutions, type ConvolutionOptions } from './convolutions.ts'

export type { ConvolutionOptions } from './convolutions.ts'

type Shape4D = [number, number, number, number]

const { forward, backInput, backFilter } = createConvolutions<Tensor4D>(2, {
  forward: 'Conv2D',
  backInput: 'Conv2DBackpropInput',
  backFilter: 'Conv2DBackpropFilter'
})

/**
 * 2-D convolution, x [N,H,W,C] with w [kh,kw,C/groups,D] to [N,H',W',D]. How many groups of channels
 * are convolved apart shows in the filter's shape; as many as channels is a depthwise convolution.
 */
export function convolution(x: Tensor4D, w: Tensor4D, options: ConvolutionOptions): Tensor4D {
  return forward(x, w, options)
}

/**
 * Transposed 2-D convolution: y [N,H',W',D] with w [kh,kw,C/groups,D] to `shape` [N,H,W,C]; the
 * gradient of `convolution` for its input.
 */
export function convolutionBackInput(
  shape: Shape4D,
  w: Tensor4D,
  y: Tensor4D,
  options: ConvolutionOptions
): Tensor4D {
  return backInput(shape, w, y, options)
}

/**
 * x [N,H,W,C] and y [N,H',W',D] to `shape` [kh,kw,C/groups,D]; the gradient of `convolution` for its
 * filter.
 */
export function convolutionBackFilter(
  x: Tensor4D,
  shape: Shape4D,
  y: Tensor4D,
  options: ConvolutionOptions
): Tensor4D {
  return backFilter(x, shape, y, options)
}
