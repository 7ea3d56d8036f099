import type { Tensor4D } from '@tensorflow/tfjs-core'
import { fitsKernels, kernelConvolutions } from './convolution-kernels.ts'
import {
  differentiableConvolutions,
  rawConvolutions,
  type Convolutions,
  type ConvolutionOptions
} from './convolutions.ts'

export type { ConvolutionOptions } from './convolutions.ts'

type Shape4D = [number, number, number, number]

const tensorflows = rawConvolutions<Tensor4D>(2, {
  forward: 'Conv2D',
  backInput: 'Conv2DBackpropInput',
  backFilter: 'Conv2DBackpropFilter'
})

function fastest(
  x: readonly number[],
  w: readonly number[],
  options: ConvolutionOptions
): Convolutions<Tensor4D> {
  return fitsKernels(x, w, options) ? kernelConvolutions : tensorflows
}

const { forward, backInput, backFilter } = differentiableConvolutions<Tensor4D>({
  forward: (x, w, options) => fastest(x.shape, w.shape, options).forward(x, w, options),
  backInput: (shape, w, y, options) =>
    fastest(shape, w.shape, options).backInput(shape, w, y, options),
  backFilter: (x, shape, y, options) =>
    fastest(x.shape, shape, options).backFilter(x, shape, y, options)
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
