import { memory } from '@tensorflow/tfjs-core'
import { StudioError } from '../../contract/errors.ts'
import type { Binding } from '../tensorflow.ts'

/** Numbers of TensorFlow's C interface (tf_attrtype.h, tf_datatype.h) that attributes are written with. */
export const CONSTANTS = {
  TF_ATTR_STRING: 0,
  TF_ATTR_INT: 1,
  TF_ATTR_FLOAT: 2,
  TF_ATTR_BOOL: 3,
  TF_ATTR_TYPE: 4,
  TF_ATTR_SHAPE: 5,
  TF_FLOAT: 1,
  TF_INT32: 3,
  TF_STRING: 7
} as const

/** The addon's binding where there is no addon: its constants, and refusals. */
export function createPlainBinding(): Binding {
  return {
    ...CONSTANTS,
    TF_Version: 'none',
    isUsingGpuDevice: () => false,
    getNumOfTensors: () => memory().numTensors,
    createTensor: refuseGraphs,
    deleteTensor: refuseGraphs,
    tensorDataSync: refuseGraphs,
    executeOp: refuseGraphs,
    loadSavedModel: refuseGraphs,
    deleteSavedModel: refuseGraphs,
    runSavedModel: refuseGraphs
  }
}

/** Throws `engine/plain-graphs`. */
export function refuseGraphs(): never {
  throw new StudioError(
    'engine/plain-graphs',
    'The slow engine runs no graphs; provision TensorFlow with: atelier engine --repair'
  )
}
