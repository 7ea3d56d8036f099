import { tensor, type Tensor } from '@tensorflow/tfjs-core'
import { attribute, executeAll } from '../../../src-main/engine/execute.ts'
import type { Attribute } from '../../../src-main/engine/tensorflow.ts'
import { randomTensor } from '../finite-differences.ts'

/** One raw operation with attributes and inputs. */
export interface Case {
  operation: string
  title?: string
  attributes: Attribute[]
  inputs: Tensor[]
  /** How many outputs there are, and how many of them have a meaning outside of TensorFlow. */
  outputs?: number
  compared?: number
}

const integers = (...values: number[]): Tensor => tensor(values, [values.length], 'int32')

// In the order that TensorFlow wants: x, w, y of a convolution, one of them by its shape.
function convolutions(
  title: string,
  [x, w, y]: [number[], number[], number[]],
  { stride = 1, dilation = 1, padding }: { stride?: number; dilation?: number; padding: string }
): Case[] {
  const axes = x.length - 2
  const ones = (value: number): number[] => [1, ...new Array<number>(axes).fill(value), 1]
  const attributes = [
    attribute.type('T'),
    attribute.int('strides', ones(stride)),
    attribute.int('dilations', ones(dilation)),
    attribute.string('padding', padding),
    attribute.string('data_format', axes === 2 ? 'NHWC' : 'NDHWC')
  ]
  const names =
    axes === 2
      ? ['Conv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter']
      : ['Conv3D', 'Conv3DBackpropInputV2', 'Conv3DBackpropFilterV2']
  const of = (shape: number[], seed: number): Tensor => randomTensor(shape, seed)
  const inputs = [
    [of(x, 1), of(w, 2)],
    [integers(...x), of(w, 2), of(y, 3)],
    [of(x, 1), integers(...w), of(y, 3)]
  ]
  return names.map((operation, index) => {
    // Of the three, only the one for the input may be told that its shape comes as int32.
    const shapeType = operation === 'Conv3DBackpropInputV2' ? [attribute.type('Tshape', 3)] : []
    return { operation, title, attributes: [...attributes, ...shapeType], inputs: inputs[index]! }
  })
}

function batchNorms(training: boolean): Case[] {
  const attributes = [
    attribute.type('T'),
    attribute.type('U'),
    attribute.float('epsilon', 1e-3),
    attribute.string('data_format', 'NHWC'),
    attribute.bool('is_training', training)
  ]
  const [x, dy] = [randomTensor([3, 4, 2, 5], 1), randomTensor([3, 4, 2, 5], 2)]
  const [scale, offset, mean] = [3, 4, 5].map((seed) => randomTensor([5], seed)) as [
    Tensor,
    Tensor,
    Tensor
  ]
  const variance = tensor([0.5, 1, 2, 0.1, 3])
  const moments = training ? [tensor([]), tensor([])] : [mean, variance]
  const forward = {
    operation: 'FusedBatchNormV3',
    title: training ? 'training' : 'inference',
    attributes: [...attributes, attribute.float('exponential_avg_factor', 1)],
    inputs: [x, scale, offset, ...moments],
    outputs: 6,
    compared: 3
  }
  const reserved = executeAll(forward.operation, forward.attributes, forward.inputs, 6).slice(3)
  return [
    forward,
    {
      operation: 'FusedBatchNormGradV3',
      title: forward.title,
      attributes,
      // What TensorFlow keeps of its forward pass has the same meaning here.
      inputs: [dy, x, scale, ...reserved],
      outputs: 5,
      compared: 3
    }
  ]
}

/** Cases of every operation of the slow engine; TensorFlow must have been started. */
export function cases(): Case[] {
  const t = attribute.type('T')
  const [x, y] = [randomTensor([2, 3, 3, 4], 1), randomTensor([2, 3, 3, 4], 2)]
  const slope = attribute.float('alpha', 0.2)
  const nhwc = attribute.string('data_format', 'NHWC')
  return [
    { operation: 'Relu', attributes: [t], inputs: [x] },
    { operation: 'ReluGrad', attributes: [t], inputs: [y, x] },
    { operation: 'LeakyRelu', attributes: [t, slope], inputs: [x] },
    { operation: 'LeakyReluGrad', attributes: [t, slope], inputs: [y, x] },
    { operation: 'TanhGrad', attributes: [t], inputs: [x, y] },
    { operation: 'SigmoidGrad', attributes: [t], inputs: [x, y] },
    { operation: 'BiasAdd', attributes: [t, nhwc], inputs: [x, randomTensor([4], 3)] },
    { operation: 'BiasAddGrad', attributes: [t, nhwc], inputs: [x] },
    ...convolutions(
      'halving',
      [
        [2, 6, 6, 3],
        [4, 4, 3, 5],
        [2, 3, 3, 5]
      ],
      {
        stride: 2,
        padding: 'SAME'
      }
    ),
    ...convolutions(
      'an odd side, where SAME is lopsided',
      [
        [2, 5, 7, 3],
        [4, 2, 3, 2],
        [2, 3, 4, 2]
      ],
      {
        stride: 2,
        padding: 'SAME'
      }
    ),
    ...convolutions(
      'inside alone',
      [
        [2, 7, 6, 2],
        [3, 2, 2, 3],
        [2, 3, 3, 3]
      ],
      {
        stride: 2,
        padding: 'VALID'
      }
    ),
    ...convolutions(
      'in groups',
      [
        [2, 5, 5, 6],
        [3, 3, 2, 9],
        [2, 5, 5, 9]
      ],
      { padding: 'SAME' }
    ),
    ...convolutions(
      'over three axes',
      [
        [2, 4, 6, 4, 2],
        [3, 3, 3, 2, 3],
        [2, 2, 3, 2, 3]
      ],
      {
        stride: 2,
        padding: 'SAME'
      }
    ),
    ...convolutions(
      'one channel and many pixels',
      [
        [1, 9, 9, 1],
        [5, 5, 1, 1],
        [1, 9, 9, 1]
      ],
      {
        padding: 'SAME'
      }
    ),
    ...convolutions(
      'dilated',
      [
        [2, 7, 7, 2],
        [3, 3, 2, 3],
        [2, 7, 7, 3]
      ],
      {
        dilation: 2,
        padding: 'SAME'
      }
    ),
    ...batchNorms(true),
    ...batchNorms(false),
    {
      operation: 'StatelessRandomUniform',
      attributes: [attribute.type('dtype'), attribute.type('T', 3), attribute.type('Tseed', 3)],
      inputs: [integers(3, 7), integers(12345, -9)]
    },
    ...[false, true].flatMap((turnA) =>
      [false, true].map((turnB) => ({
        operation: 'MatMul',
        title: `transposed ${turnA}, ${turnB}`,
        attributes: [t, attribute.bool('transpose_a', turnA), attribute.bool('transpose_b', turnB)],
        inputs: [randomTensor(turnA ? [5, 3] : [3, 5], 1), randomTensor(turnB ? [2, 5] : [5, 2], 2)]
      }))
    ),
    {
      operation: 'GatherV2',
      attributes: [
        attribute.type('Tparams'),
        attribute.type('Tindices', 3),
        attribute.type('Taxis', 3),
        attribute.int('batch_dims', 0)
      ],
      inputs: [randomTensor([5, 2, 3], 1), integers(1, 3, 1, 4), tensor(0, [], 'int32')]
    },
    {
      operation: 'UnsortedSegmentSum',
      attributes: [t, attribute.type('Tindices', 3), attribute.type('Tnumsegments', 3)],
      inputs: [randomTensor([5, 2, 3], 1), integers(1, 3, 1, -1, 0), tensor(4, [], 'int32')]
    }
  ]
}
