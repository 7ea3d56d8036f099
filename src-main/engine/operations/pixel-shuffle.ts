import { reshape, transpose, type Tensor4D, type Tensor } from '@tensorflow/tfjs-core'

// Reshape, transpose, reshape: tfjs's depthToSpace has no gradient.

/**
 * x [N,H,W,factor^2 C] to [N,factor H,factor W,C]: each pixel's channels become a square of pixels, row
 * by row (Shi et al. 2016, arXiv:1609.05158, equation 4, with the channels outermost as in
 * TensorFlow's DepthToSpace).
 */
export function pixelShuffle(x: Tensor4D, factor: number): Tensor4D {
  const [count, height, width, channels] = x.shape
  const kept = channels / factor ** 2
  const split: Tensor = reshape(x, [count, height, width, factor, factor, kept])
  const turned = transpose(split, [0, 1, 3, 2, 4, 5])
  return reshape(turned, [count, height * factor, width * factor, kept])
}

/** The way back: x [N,H,W,C] to [N,H/factor,W/factor,factor^2 C]. */
export function pixelUnshuffle(x: Tensor4D, factor: number): Tensor4D {
  const [count, height, width, channels] = x.shape
  const [rows, columns] = [height / factor, width / factor]
  const split: Tensor = reshape(x, [count, rows, factor, columns, factor, channels])
  const turned = transpose(split, [0, 1, 3, 2, 4, 5])
  return reshape(turned, [count, rows, columns, factor ** 2 * channels])
}
