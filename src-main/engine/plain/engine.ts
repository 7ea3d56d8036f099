import { engine as tfjsEngine, setBackend, version_core, type Tensor } from '@tensorflow/tfjs-core'
import { StudioError } from '../../contract/errors.ts'
import type { Attribute, Backend, Binding, Engine } from '../tensorflow.ts'
import { readAttributes, type PlainArray } from './arrays.ts'
import { PLAIN_OPERATIONS } from './operations.ts'

// A string, so that bundlers leave the import to run time: few ever need it.
const PACKAGE: string = '@tensorflow/tfjs-backend-cpu'

/** As a run's record and the command line call it. */
export const PLAIN_PROVIDER = 'plain JavaScript'

/**
 * TensorFlow.js without TensorFlow: its own JavaScript kernels, and ours for the raw operations. Runs
 * everywhere, on one thread, tens of times slower; `reason` says why it is used, as in "because ...".
 */
export async function startPlainEngine(reason: string): Promise<Engine> {
  // Registers the kernels and the backend "cpu".
  await import(/* @vite-ignore */ PACKAGE)
  await setBackend('cpu')
  return {
    backend: BACKEND,
    graphs: false,
    device: 'cpu',
    version: `JS ${version_core}`,
    threads: 1,
    slow: `Training is many times slower than it could be: it runs in plain JavaScript, because ${reason}; for TensorFlow run: atelier engine --repair`
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
  binding: constantsOnly(),
  executeMultipleOutputs(operation, attributes, inputs) {
    const arrays = inputs.map((input): PlainArray => {
      return { values: input.dataSync() as Float32Array | Int32Array, shape: input.shape }
    })
    return executePlain(operation, attributes, arrays).map(toTensor)
  },
  getInputTensorIds: () => refuse(),
  createOutputTensor: () => refuse()
}

// Not through an operation of tfjs: a raw operation's result stands outside of the gradient's tape.
function toTensor({ values, shape }: PlainArray): Tensor {
  const dtype = values instanceof Int32Array ? 'int32' : 'float32'
  return tfjsEngine().makeTensor(values, [...shape], dtype)
}

/** What the mathematics takes of the addon's binding: numbers of TensorFlow's C interface. */
function constantsOnly(): Binding {
  return {
    // tf_attrtype.h and tf_datatype.h
    TF_ATTR_STRING: 0,
    TF_ATTR_INT: 1,
    TF_ATTR_FLOAT: 2,
    TF_ATTR_BOOL: 3,
    TF_ATTR_TYPE: 4,
    TF_ATTR_SHAPE: 5,
    TF_FLOAT: 1,
    TF_INT32: 3,
    TF_STRING: 7,
    TF_Version: '',
    isUsingGpuDevice: () => false,
    getNumOfTensors: () => tfjsEngine().memory().numTensors,
    createTensor: refuse,
    deleteTensor: refuse,
    tensorDataSync: refuse,
    executeOp: refuse,
    loadSavedModel: refuse,
    deleteSavedModel: refuse,
    runSavedModel: refuse
  }
}

function refuse(): never {
  throw new StudioError(
    'engine/plain-graphs',
    'The slow engine runs no graphs; provision TensorFlow with: atelier engine --repair'
  )
}
