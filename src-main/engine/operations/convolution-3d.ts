import type { Tensor5D } from '@tensorflow/tfjs-core'
import {
  differentiableConvolutions,
  rawConvolutions,
  type ConvolutionOptions
} from './convolutions.ts'

type Shape5D = [number, number, number, number, number]

// TensorFlow's 3-D convolutions know no groups.
const { forward, backInput, backFilter } = differentiableConvolutions(
  rawConvolutions<Tensor5D>(3, {
    forward: 'Conv3D',
    backInput: 'Conv3DBackpropInputV2',
    backFilter: 'Conv3DBackpropFilterV2'
  })
)

/** 3-D convolution, x [N,depth,H,W,C] with w [kd,kh,kw,C,D] to [N,depth',H',W',D]. */
export function convolution3d(x: Tensor5D, w: Tensor5D, options: ConvolutionOptions): Tensor5D {
  return forward(x, w, options)
}

/**
 * Transposed 3-D convolution: y [N,depth',H',W',D] with w [kd,kh,kw,C,D] to `shape` [N,depth,H,W,C];
 * the gradient of `convolution3d` for its input.
 */
export function convolution3dBackInput(
  shape: Shape5D,
  w: Tensor5D,
  y: Tensor5D,
  options: ConvolutionOptions
): Tensor5D {
  return backInput(shape, w, y, options)
}

/**
 * x [N,depth,H,W,C] and y [N,depth',H',W',D] to `shape` [kd,kh,kw,C,D]; the gradient of
 * `convolution3d` for its filter.
 */
export function convolution3dBackFilter(
  x: Tensor5D,
  shape: Shape5D,
  y: Tensor5D,
  options: ConvolutionOptions
): Tensor5D {
  return backFilter(x, shape, y, options)
}
