import type { Checkpoint } from './checkpoint.ts'
import type { TrainingModel } from './model.ts'
import { sizeOf } from '../engine/shape.ts'

const WEIGHTS = 'generator/'
const AVERAGE = 'generator/average/'

/**
 * What of a checkpoint a model goes on with. Of its own checkpoint that is everything, to the last bit. A
 * fork with other settings takes what has the same name and size: slots of another optimizer begin empty, and
 * an average that its parent had not begins as the weights are.
 */
export function variablesFor(
  { variables }: Pick<Checkpoint, 'variables'>,
  { shapes }: Pick<TrainingModel, 'shapes'>
): Map<string, Float32Array> {
  const taken = new Map<string, Float32Array>()
  for (const [name, shape] of shapes) {
    const own = variables.get(name)
    const stand = name.startsWith(AVERAGE)
      ? variables.get(WEIGHTS + name.slice(AVERAGE.length))
      : undefined
    const values = own ?? stand
    if (values?.length === sizeOf(shape)) taken.set(name, values)
  }
  return taken
}
