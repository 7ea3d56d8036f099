import { join } from 'node:path'
import type { Arrays } from '../../src-main/engine/capture.ts'
import { isOptimizerState } from '../../src-main/engine/optimizers/optimizer.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { readSafetensors, writeSafetensors } from '../../src-main/training/safetensors.ts'
import type { StepCase } from '../cases/case.ts'

// Some, so that no contestant meets the same numbers every time.
const BATCHES = 8

const weightsFile = (folder: string): string => join(folder, 'weights.safetensors')
const batchesFile = (folder: string): string => join(folder, 'batches.safetensors')

/** Writes the weights and batches from which every contestant begins; the engine must be running. */
export function writeCase(stepCase: StepCase, folder: string): void {
  const { state } = stepCase.build({ plain: true })
  const weights = state
    .all()
    .filter(({ name }) => !isOptimizerState(name))
    .map((variable) => ({
      name: variable.name,
      shape: variable.shape,
      values: variable.read().dataSync() as Float32Array
    }))
  writeSafetensors(weightsFile(folder), weights, {})
  state.dispose()
  const random = createRandom(1, 2)
  const batches = Array.from({ length: BATCHES }, (_, index) =>
    Object.entries(stepCase.batch(random)).map(([name, array]) => ({
      name: `${index}/${name}`,
      ...array
    }))
  )
  writeSafetensors(batchesFile(folder), batches.flat(), {})
}

/** The weights by name. */
export function readWeights(folder: string): Map<string, Float32Array> {
  const { arrays } = readSafetensors(weightsFile(folder))
  return new Map([...arrays].map(([name, { values }]) => [name, values]))
}

/** The batches in order, each the inputs of a step by name. */
export function readBatches(folder: string): Arrays[] {
  const batches: Arrays[] = []
  for (const [name, { values }] of readSafetensors(batchesFile(folder)).arrays) {
    const [index = '', input = ''] = name.split('/')
    const batch = (batches[Number(index)] ??= {})
    batch[input] = values
  }
  return batches
}
