import { createMessage, type MessageWriter } from '../../formats/protobuf.ts'

// The messages of onnx.proto3 (github.com/onnx/onnx), as much of them as a generator needs; the numbers
// are those of its fields.

const FLOAT = 1
const INT64 = 7
const ATTRIBUTE_TYPES = { float: 1, integer: 2, integers: 7 } as const

/** An operation: its inputs and output by name, and its settings. */
export interface OnnxNode {
  operation: string
  inputs: readonly string[]
  output: string
  /** Whole numbers and lists of them, but for what `floats` has. */
  integers?: Readonly<Record<string, number | readonly number[]>>
  floats?: Readonly<Record<string, number>>
}

/** A constant by its name. */
export interface OnnxArray {
  name: string
  shape: readonly number[]
  values: Float32Array | BigInt64Array
}

/** A whole model; sizes of inputs and outputs are numbers, or names of what is free. */
export interface OnnxModel {
  /** Version of the operations' meaning. */
  opset: number
  nodes: readonly OnnxNode[]
  arrays: readonly OnnxArray[]
  input: { name: string; shape: readonly (number | string)[] }
  output: { name: string; shape: readonly (number | string)[] }
  metadata: Readonly<Record<string, string>>
}

// The version of the file that goes with opsets from 15 on.
const IR_VERSION = 8

/** The bytes of a model's file. */
export function encodeModel({
  opset,
  nodes,
  arrays,
  input,
  output,
  metadata
}: OnnxModel): Uint8Array {
  const message = createMessage()
    .integer(1, IR_VERSION)
    .text(2, 'GAN Atelier')
    .message(7, (graph) => {
      for (const node of nodes) graph.message(1, (inner) => writeNode(inner, node))
      graph.text(2, 'generator')
      for (const array of arrays) graph.message(5, (inner) => writeArray(inner, array))
      graph.message(11, (inner) => writeValue(inner, input))
      graph.message(12, (inner) => writeValue(inner, output))
    })
    .message(8, (set) => set.integer(2, opset))
  for (const [key, value] of Object.entries(metadata)) {
    message.message(14, (entry) => entry.text(1, key).text(2, value))
  }
  return message.finish()
}

function writeNode(
  message: MessageWriter,
  { operation, inputs, output, integers = {}, floats = {} }: OnnxNode
): void {
  for (const input of inputs) message.text(1, input)
  message.text(2, output).text(3, output).text(4, operation)
  for (const [name, value] of Object.entries(integers)) {
    message.message(5, (attribute) => {
      attribute.text(1, name)
      if (typeof value === 'number') {
        attribute.integer(3, value).integer(20, ATTRIBUTE_TYPES.integer)
      } else {
        for (const each of value) attribute.integer(8, each)
        attribute.integer(20, ATTRIBUTE_TYPES.integers)
      }
    })
  }
  for (const [name, value] of Object.entries(floats)) {
    message.message(5, (attribute) =>
      attribute.text(1, name).float(2, value).integer(20, ATTRIBUTE_TYPES.float)
    )
  }
}

function writeArray(message: MessageWriter, { name, shape, values }: OnnxArray): void {
  for (const size of shape) message.integer(1, size)
  message
    .integer(2, values instanceof Float32Array ? FLOAT : INT64)
    .text(8, name)
    .bytes(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
}

function writeValue(
  message: MessageWriter,
  { name, shape }: { name: string; shape: readonly (number | string)[] }
): void {
  message.text(1, name).message(2, (type) =>
    type.message(1, (tensor) =>
      tensor.integer(1, FLOAT).message(2, (sizes) => {
        for (const size of shape) {
          sizes.message(1, (dimension) =>
            typeof size === 'number' ? dimension.integer(1, size) : dimension.text(2, size)
          )
        }
      })
    )
  )
}
