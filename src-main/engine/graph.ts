import { createMessage, type MessageWriter } from '../formats/protobuf.ts'
import type { Attribute, Binding, TensorValues } from './tensorflow.ts'

/** A constant as it stands in a graph. */
export interface ConstantValue {
  shape: number[]
  dtype: number
  values: TensorValues
}

export type NodeAttribute = Attribute | { name: string; constant: ConstantValue }

export interface GraphNode {
  name: string
  operation: string
  attributes: NodeAttribute[]
  /** `node:output`, or `^node` for "after". */
  inputs: string[]
}

/** A TensorFlow graph under construction. */
export interface Graph {
  readonly nodes: readonly GraphNode[]
  /**
   * Adds a node and returns its name. A stateless node that is already there, same operation,
   * attributes and inputs, is not added again: two equal forward passes become one.
   */
  add(operation: string, attributes: NodeAttribute[], inputs: string[]): string
}

// Each of these means something new every time, or touches state.
const STATEFUL =
  /^(Random|Stateless.*Seed|Truncated|Multinomial|Placeholder|Assign|ResourceApply|Identity$)/

/** Starts an empty graph. */
export function createGraph(): Graph {
  const nodes: GraphNode[] = []
  const byContent = new Map<string, string>()
  return {
    nodes,
    add(operation, attributes, inputs) {
      const content = STATEFUL.test(operation)
        ? undefined
        : contentOf(operation, attributes, inputs)
      const known = content === undefined ? undefined : byContent.get(content)
      if (known) return known
      const name = `n${nodes.length}`
      nodes.push({ name, operation, attributes, inputs })
      if (content !== undefined) byContent.set(content, name)
      return name
    }
  }
}

function contentOf(operation: string, attributes: NodeAttribute[], inputs: string[]): string {
  const readable = attributes.map((attribute) =>
    'constant' in attribute
      ? [
          attribute.name,
          attribute.constant.dtype,
          attribute.constant.shape,
          hex(attribute.constant.values)
        ]
      : [attribute.name, attribute.type, attribute.value]
  )
  return JSON.stringify([operation, readable, inputs])
}

function hex(values: TensorValues): string | string[] {
  if (Array.isArray(values)) return values.map((bytes) => Buffer.from(bytes).toString('hex'))
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex')
}

/** The graph as the bytes of a SavedModel with one MetaGraph tagged `serve`. */
export function writeSavedModel(graph: Graph, binding: Binding): Uint8Array {
  return createMessage()
    .integer(1, 1) // saved_model_schema_version
    .message(2, (meta) =>
      meta
        .message(1, (info) => info.text(4, 'serve'))
        .message(2, (definition) => {
          for (const node of graph.nodes) {
            definition.message(1, (message) => writeNode(message, node, binding))
          }
          definition.message(4, (versions) => versions.integer(1, GRAPH_PRODUCER))
        })
    )
    .finish()
}

// The graph version of TensorFlow 2.18 and later reads as old as this; 2.9 writes 1087.
const GRAPH_PRODUCER = 1087

function writeNode(message: MessageWriter, node: GraphNode, binding: Binding): void {
  message.text(1, node.name).text(2, node.operation)
  for (const input of node.inputs) message.text(3, input)
  for (const attribute of node.attributes) {
    message.message(5, (entry) =>
      entry
        .text(1, attribute.name)
        .message(2, (value) =>
          'constant' in attribute
            ? value.message(8, (tensor) => writeTensor(tensor, attribute.constant))
            : writeValue(value, attribute, binding)
        )
    )
  }
}

function writeTensor(message: MessageWriter, { dtype, shape, values }: ConstantValue): void {
  message.integer(1, dtype).message(2, (inner) => writeShape(inner, shape))
  if (Array.isArray(values)) for (const text of values) message.bytes(8, text)
  else message.bytes(4, new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
}

function writeShape(message: MessageWriter, shape: readonly number[]): void {
  for (const size of shape) message.message(2, (dimension) => dimension.integer(1, size))
}

// AttrValue's fields: list 1, s 2, i 3, f 4, b 5, type 6, shape 7; a list holds the same numbers.
function writeValue(message: MessageWriter, { type, value }: Attribute, binding: Binding): void {
  if (type === binding.TF_ATTR_SHAPE) {
    message.message(7, (inner) => writeShape(inner, value as number[]))
    return
  }
  const write = (target: MessageWriter, single: unknown): void => {
    if (type === binding.TF_ATTR_STRING) target.text(2, String(single))
    else if (type === binding.TF_ATTR_INT) target.integer(3, Number(single))
    else if (type === binding.TF_ATTR_FLOAT) target.float(4, Number(single))
    else if (type === binding.TF_ATTR_BOOL) target.integer(5, single ? 1 : 0)
    else target.integer(6, Number(single))
  }
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = Array.from(value as ArrayLike<unknown>)
    message.message(1, (list) => items.forEach((item) => write(list, item)))
  } else {
    write(message, value)
  }
}
