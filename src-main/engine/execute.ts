import type { Tensor } from '@tensorflow/tfjs-core'
import { engine, type Attribute } from './tensorflow.ts'

/** Makes typed attributes for raw operations; `attribute.int('N', 2)`. */
export const attribute = {
  int: (name: string, value: number | readonly number[]): Attribute => ({
    name,
    type: engine().backend.binding.TF_ATTR_INT,
    value
  }),
  float: (name: string, value: number): Attribute => ({
    name,
    type: engine().backend.binding.TF_ATTR_FLOAT,
    value
  }),
  bool: (name: string, value: boolean): Attribute => ({
    name,
    type: engine().backend.binding.TF_ATTR_BOOL,
    value
  }),
  string: (name: string, value: string): Attribute => ({
    name,
    type: engine().backend.binding.TF_ATTR_STRING,
    value
  }),
  shape: (name: string, value: readonly number[]): Attribute => ({
    name,
    type: engine().backend.binding.TF_ATTR_SHAPE,
    value
  }),
  /** A type attribute; 32-bit float unless told. */
  type: (name: string, value = engine().backend.binding.TF_FLOAT): Attribute => ({
    name,
    type: engine().backend.binding.TF_ATTR_TYPE,
    value
  })
}

/** Runs one raw TensorFlow operation with several outputs. */
export function executeAll<Count extends number>(
  operation: string,
  attributes: Attribute[],
  inputs: Tensor[],
  outputs: Count
): Tensor[] {
  return engine().backend.executeMultipleOutputs(operation, attributes, inputs, outputs)
}

/** Runs one raw TensorFlow operation with one output. */
export function execute<T extends Tensor>(
  operation: string,
  attributes: Attribute[],
  inputs: Tensor[]
): T {
  return executeAll(operation, attributes, inputs, 1)[0] as T
}
