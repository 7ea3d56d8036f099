import { tensor1d, type Tensor } from '@tensorflow/tfjs-core'
import { attribute, execute } from '../execute.ts'
import type { Attribute } from '../tensorflow.ts'
import { differentiable } from './differentiable.ts'

export interface ConvolutionOptions {
  stride: number
  padding: 'SAME' | 'VALID'
  /** Pixels from one tap of the filter to the next, 1 unless told; above 1 only with stride 1. */
  dilation?: number
}

/** Raw operations by their part. */
interface Names {
  forward: string
  backInput: string
  backFilter: string
}

/** The three operations of one kind of convolution; see `convolution.ts` for their shapes. */
export interface Convolutions<T extends Tensor> {
  forward(x: T, w: T, options: ConvolutionOptions): T
  backInput(shape: readonly number[], w: T, y: T, options: ConvolutionOptions): T
  backFilter(x: T, shape: readonly number[], y: T, options: ConvolutionOptions): T
}

/** TensorFlow's own convolutions over `axes` spatial axes, without gradients. */
export function rawConvolutions<T extends Tensor>(axes: 2 | 3, names: Names): Convolutions<T> {
  const attributes = ({ stride, padding, dilation = 1 }: ConvolutionOptions): Attribute[] => [
    attribute.type('T'),
    attribute.int('strides', [1, ...new Array<number>(axes).fill(stride), 1]),
    attribute.string('padding', padding),
    attribute.string('data_format', axes === 2 ? 'NHWC' : 'NDHWC'),
    attribute.int('dilations', [1, ...new Array<number>(axes).fill(dilation), 1])
  ]
  return {
    forward: (x, w, options) => execute(names.forward, attributes(options), [x, w]),
    backInput: (shape, w, y, options) =>
      execute(names.backInput, attributes(options), [sizes(shape), w, y]),
    backFilter: (x, shape, y, options) =>
      execute(names.backFilter, attributes(options), [x, sizes(shape), y])
  }
}

/**
 * Convolutions with gradients.
 *
 * A convolution, its gradient for the input and its gradient for the filter are each linear in both
 * of their operands, and each one's gradients are the other two. Written so, they can be
 * differentiated any number of times, which tfjs's own cannot (no gradient of the filter's gradient).
 */
export function differentiableConvolutions<T extends Tensor>(
  raw: Convolutions<T>
): Convolutions<T> {
  const operations: Convolutions<T> = {
    forward: (x, w, options) =>
      differentiable(
        [x, w],
        () => raw.forward(x, w, options),
        (upstream, [x, w]) => [
          () => operations.backInput(x!.shape, w as T, upstream, options),
          () => operations.backFilter(x as T, w!.shape, upstream, options)
        ]
      ),
    backInput: (shape, w, y, options) =>
      differentiable(
        [w, y],
        () => raw.backInput(shape, w, y, options),
        (upstream, [w, y]) => [
          () => operations.backFilter(upstream, w!.shape, y as T, options),
          () => operations.forward(upstream, w as T, options)
        ]
      ),
    backFilter: (x, shape, y, options) =>
      differentiable(
        [x, y],
        () => raw.backFilter(x, shape, y, options),
        (upstream, [x, y]) => [
          () => operations.backInput(x!.shape, upstream, y as T, options),
          () => operations.forward(x as T, upstream, options)
        ]
      )
  }
  return operations
}

function sizes(shape: readonly number[]): Tensor {
  return tensor1d([...shape], 'int32')
}
