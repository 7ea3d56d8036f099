import type { Tensor4D } from '@tensorflow/tfjs-core'
import { attribute, execute } from '../execute.ts'
import { engine } from '../tensorflow.ts'
import type { ConvolutionOptions, Convolutions } from './convolutions.ts'

// What src-native/winograd.h and narrow.h compute: 4 x 4 filters, stride 2, SAME.
const TAPS = 4
const STRIDE = 2
// Both heights of a tile of 2 x 2 outputs, so pictures are multiples of 4; channels fill the registers.
const SIDE = 4
const CHANNELS = 32
const MOST_NARROW = 4
// A picture alone is left to TensorFlow, so that what it looks like never depends on these kernels.
const SMALLEST_BATCH = 8

type Shape = readonly number[]

/** Whether the studio's own kernels compute this convolution of x [N,H,W,C] with w [kh,kw,C,D]. */
export function fitsKernels(x: Shape, w: Shape, options: ConvolutionOptions): boolean {
  const [batch, height, width, channels] = x as [number, number, number, number]
  const [down, across, from, to] = w as [number, number, number, number]
  const isTheirs = down === TAPS && across === TAPS && from === channels
  const isHalving = options.stride === STRIDE && options.padding === 'SAME'
  return (
    engine().kernels.ready &&
    isTheirs &&
    isHalving &&
    batch >= SMALLEST_BATCH &&
    height % SIDE === 0 &&
    width % SIDE === 0 &&
    (channels % CHANNELS === 0 || channels <= MOST_NARROW) &&
    to % CHANNELS === 0
  )
}

/** The three operations by our kernels; shapes as in `convolution.ts`. */
export const kernelConvolutions: Convolutions<Tensor4D> = {
  forward: (x, w) =>
    isNarrow(w.shape)
      ? execute('AtelierNarrowConvolution', [], [x, w])
      : execute('AtelierConvolution', [], [x, filterPoints(w, false)]),
  backInput: (_shape, w, y) =>
    isNarrow(w.shape)
      ? execute('AtelierNarrowConvolutionBackInput', [], [w, y])
      : execute('AtelierConvolutionBackInput', [], [filterPoints(w, true), y]),
  backFilter: (x, shape, y) =>
    execute(
      isNarrow(shape) ? 'AtelierNarrowConvolutionBackFilter' : 'AtelierConvolutionBackFilter',
      [],
      [x, y]
    )
}

function isNarrow(filter: Shape): boolean {
  return filter[2]! <= MOST_NARROW
}

// A node of its own, so that a captured step transforms a filter once for all that use it.
function filterPoints(w: Tensor4D, transposed: boolean): Tensor4D {
  return execute('AtelierFilterPoints', [attribute.bool('transposed', transposed)], [w])
}
