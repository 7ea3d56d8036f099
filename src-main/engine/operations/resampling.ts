import { concat, slice, tensor, type Tensor4D } from '@tensorflow/tfjs-core'
import { convolution, convolutionBackInput } from './convolution.ts'

// Every change of resolution is a depthwise convolution with a fixed filter, or its transpose, and so
// differentiable as often as that is.

/**
 * Halves x [N,H,W,C] after a separable low-pass filter of some taps in the ratios of `taps`, such as
 * [1, 3, 3, 1] (Karras et al. 2019, arXiv:1912.04958, section 4; Zhang 2019, arXiv:1904.11486). Beyond
 * the edge there are zeros. An even number of taps keeps the picture where it is; an odd one moves it
 * by half a pixel.
 */
export function downsample(x: Tensor4D, taps: readonly number[]): Tensor4D {
  return convolution(x, lowPass(taps, x.shape[3], 1), { stride: 2, padding: 'SAME' })
}

/** Doubles x [N,H,W,C] through the same filter: zeros between the pixels, then the filter times 4. */
export function upsample(x: Tensor4D, taps: readonly number[]): Tensor4D {
  const filter = lowPass(taps, x.shape[3], 4)
  return convolutionBackInput(enlarged(x, 2), filter, x, { stride: 2, padding: 'SAME' })
}

/** Filters x [N,H,W,C] at its own resolution; an odd number of taps keeps the picture where it is. */
export function blur(x: Tensor4D, taps: readonly number[]): Tensor4D {
  return convolution(x, lowPass(taps, x.shape[3], 1), { stride: 1, padding: 'SAME' })
}

/** The mean of each square of factor x factor pixels, [N,H,W,C] to [N,H/factor,W/factor,C]. */
export function averagePool(x: Tensor4D, factor: number): Tensor4D {
  const filter = lowPass(box(factor), x.shape[3], 1)
  return convolution(x, filter, { stride: factor, padding: 'VALID' })
}

/** Each pixel as a square of factor x factor, [N,H,W,C] to [N,factor H,factor W,C]. */
export function upsampleNearest(x: Tensor4D, factor: number): Tensor4D {
  const filter = lowPass(box(factor), x.shape[3], factor ** 2)
  const options = { stride: factor, padding: 'VALID' } as const
  return convolutionBackInput(enlarged(x, factor), filter, x, options)
}

/**
 * Doubles x [N,H,W,C] by linear interpolation between the centres of pixels; at the edge the last pixel
 * goes on, as TensorFlow's resize with half-pixel centres has it.
 */
export function upsampleBilinear(x: Tensor4D): Tensor4D {
  const [, height, width] = x.shape
  const framed = repeatEdge(repeatEdge(x, 1), 2)
  const doubled = upsample(framed, [1, 3, 3, 1])
  return slice(doubled, [0, 2, 2, 0], [-1, 2 * height, 2 * width, -1])
}

// The first and the last line along an axis once more.
function repeatEdge(x: Tensor4D, axis: 1 | 2): Tensor4D {
  const line = (at: number): Tensor4D => {
    const begin = [0, 0, 0, 0] as [number, number, number, number]
    const size = [-1, -1, -1, -1] as [number, number, number, number]
    begin[axis] = at
    size[axis] = 1
    return slice(x, begin, size)
  }
  return concat([line(0), x, line(x.shape[axis] - 1)], axis)
}

function enlarged({ shape }: Tensor4D, factor: number): Tensor4D['shape'] {
  const [count, height, width, channels] = shape
  return [count, height * factor, width * factor, channels]
}

function box(size: number): number[] {
  return new Array<number>(size).fill(1)
}

// The outer product of the taps, of sum `gain`, for each channel: [taps, taps, 1, channels].
function lowPass(taps: readonly number[], channels: number, gain: number): Tensor4D {
  const total = taps.reduce((sum, tap) => sum + tap, 0)
  const values = taps.flatMap((down) =>
    taps.flatMap((across) => box(channels).fill((gain * down * across) / total ** 2))
  )
  return tensor(values, [taps.length, taps.length, 1, channels]) as Tensor4D
}
