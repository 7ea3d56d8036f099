import {
  enableProdMode,
  engine as tfjsEngine,
  setBackend,
  version_core,
  type Tensor
} from '@tensorflow/tfjs-core'
import { StudioError } from '../../contract/errors.ts'
import type { Attribute, Backend, Engine } from '../tensorflow.ts'
import { readAttributes, type PlainArray } from './arrays.ts'
import { createPlainBinding, refuseGraphs } from './binding.ts'
import { PLAIN_OPERATIONS } from './operations.ts'

// A string, so that bundlers leave the import to run time: few ever need it.
const PACKAGE: string = '@tensorflow/tfjs'

/** As a run's record and the command line call it. */
export const PLAIN_PROVIDER = 'plain JavaScript'

/**
 * TensorFlow.js without TensorFlow: its own JavaScript kernels, and ours for the raw operations. Runs
 * everywhere, on one thread, tens of times slower; `reason` says why it is used and what
 * to do, after "because".
 */
export async function startPlainEngine(reason: string): Promise<Engine> {
  // Registers the gradients, the kernels and the backend "cpu".
  await import(/* @vite-ignore */ PACKAGE)
  // It says on standard error that another package would be faster; `slow` says it better.
  enableProdMode()
  await setBackend('cpu')
  return {
    backend: BACKEND,
    graphs: false,
    device: 'cpu',
    version: `JS ${version_core}`,
    threads: 1,
    kernels: { ready: false, reason: 'they are for TensorFlow' },
    slow: `Training is many times slower than it could be: it runs in plain JavaScript, because ${reason}`
  }
}

/** Runs one raw operation of the table; throws `engine/plain-operation` where it has none. */
export function executePlain(
  operation: string,
  attributes: readonly Attribute[],
  inputs: readonly PlainArray[]
): PlainArray[] {
  const run = PLAIN_OPERATIONS[operation]
  if (run) return run(inputs, readAttributes(operation, attributes))
  throw new StudioError(
    'engine/plain-operation',
    `The slow engine has no "${operation}"; choose other settings or provision TensorFlow with: atelier engine --repair`
  )
}

const BACKEND: Backend = {
  binding: createPlainBinding(),
  executeMultipleOutputs(operation, attributes, inputs) {
    const arrays = inputs.map((input): PlainArray => {
      return { values: input.dataSync() as Float32Array | Int32Array, shape: input.shape }
    })
    return executePlain(operation, attributes, arrays).map(toTensor)
  },
  getInputTensorIds: refuseGraphs,
  createOutputTensor: refuseGraphs
}

// Not through an operation of tfjs: a raw operation's result stands outside of the gradient's tape.
function toTensor({ values, shape }: PlainArray): Tensor {
  const dtype = values instanceof Int32Array ? 'int32' : 'float32'
  return tfjsEngine().makeTensor(values, [...shape], dtype)
}
