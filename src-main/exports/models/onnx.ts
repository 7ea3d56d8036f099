import { latentWidth } from '../../contract/condition.ts'
import { channelCount } from '../../contract/run-config.ts'
import type { NamedArray } from '../../training/safetensors.ts'
import { outputWords, type ModelToWrite } from './facts.ts'
import type { Layer, LayerOf } from './layers.ts'
import { encodeModel, type OnnxArray, type OnnxNode } from './onnx-message.ts'

// The operations used mean the same from 15 (BatchNormalization) on; every runtime since 2021 has it.
const OPSET = 15

/** What a layer becomes, given the name of what goes into it; its last node is called like the layer. */
interface Part {
  nodes: OnnxNode[]
  arrays: OnnxArray[]
}

const PARTS: { [Kind in Layer['kind']]: (layer: LayerOf<Kind>, input: string) => Part } = {
  dense: ({ name, kernel }, input) => ({
    nodes: [{ operation: 'MatMul', inputs: [input, kernel.name], output: name }],
    arrays: [kernel]
  }),
  // ONNX has channels before rows and columns.
  reshape: ({ name, shape }, input) => ({
    nodes: [
      { operation: 'Reshape', inputs: [input, `${name}/shape`], output: `${name}/rows` },
      {
        operation: 'Transpose',
        inputs: [`${name}/rows`],
        output: name,
        integers: { perm: [0, 3, 1, 2] }
      }
    ],
    arrays: [
      { name: `${name}/shape`, shape: [4], values: BigInt64Array.of(-1n, ...shape.map(BigInt)) }
    ]
  }),
  normalisation: ({ name, scale, offset, mean, variance, epsilon }, input) => ({
    nodes: [
      {
        operation: 'BatchNormalization',
        inputs: [input, ...[scale, offset, mean, variance].map((array) => array.name)],
        output: name,
        floats: { epsilon }
      }
    ],
    arrays: [scale, offset, mean, variance]
  }),
  relu: ({ name }, input) => ({
    nodes: [{ operation: 'Relu', inputs: [input], output: name }],
    arrays: []
  }),
  tanh: ({ name }, input) => ({
    nodes: [{ operation: 'Tanh', inputs: [input], output: name }],
    arrays: []
  }),
  'transposed-convolution': ({ name, kernel, stride }, input) => ({
    nodes: [
      {
        operation: 'ConvTranspose',
        inputs: [input, kernel.name],
        output: name,
        integers: transposedPadding(kernel.shape, stride)
      }
    ],
    arrays: [channelsFirst(kernel)]
  })
}

/** The generator as ONNX: z [N,latent] to pictures [N,channels,size,size]. */
export function encodeOnnx({ config, layers, facts }: ModelToWrite): Uint8Array {
  let last = 'z'
  const parts = layers.map((layer) => {
    const part = (PARTS[layer.kind] as typeof PARTS.dense)(layer as LayerOf<'dense'>, last)
    last = layer.name
    return part
  })
  const { size } = config
  return encodeModel({
    opset: OPSET,
    nodes: parts.flatMap(({ nodes }) => nodes),
    arrays: parts.flatMap(({ arrays }) => arrays),
    input: { name: 'z', shape: ['N', latentWidth(config)] },
    output: { name: last, shape: ['N', channelCount(config), size, size] },
    metadata: { ...facts, output: outputWords(config, 'NCHW') }
  })
}

/**
 * TensorFlow's SAME for an input that grows `stride` times: the convolution it belongs to pads kernel -
 * stride in all, the odd one at the end; where the kernel is the shorter, the output is padded instead.
 */
function transposedPadding(shape: readonly number[], stride: number) {
  const kernel = shape.slice(0, 2)
  const begins = kernel.map((side) => Math.floor(Math.max(0, side - stride) / 2))
  const ends = kernel.map((side, axis) => Math.max(0, side - stride) - begins[axis]!)
  return {
    kernel_shape: kernel,
    strides: [stride, stride],
    pads: [...begins, ...ends],
    output_padding: kernel.map((side) => Math.max(0, stride - side))
  }
}

/** [kh,kw,out,in] to [in,out,kh,kw]. */
function channelsFirst({ name, shape, values }: NamedArray): NamedArray {
  const [height, width, outputs, inputs] = shape as [number, number, number, number]
  const turned = new Float32Array(values.length)
  let from = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let output = 0; output < outputs; output++) {
        for (let input = 0; input < inputs; input++) {
          turned[((input * outputs + output) * height + y) * width + x] = values[from++]!
        }
      }
    }
  }
  return { name, shape: [inputs, outputs, height, width], values: turned }
}
