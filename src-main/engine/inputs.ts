import { StudioError } from '../contract/errors.ts'
import { sizeOf } from './shape.ts'

/** One input of a captured function. Throws `engine/input` where it is missing. */
export function inputOf(
  name: string,
  inputs: Record<string, Float32Array>,
  input: string
): Float32Array {
  const values = inputs[input]
  if (values) return values
  throw new StudioError('engine/input', `"${name}" needs the input "${input}".`)
}

/** Refuses an array that does not fill its shape; `label` is what the error calls it. Throws `engine/input`. */
export function assertFills(label: string, shape: readonly number[], values: Float32Array): void {
  if (values.length === sizeOf(shape)) return
  throw new StudioError(
    'engine/input',
    `"${label}" takes ${sizeOf(shape)} numbers ([${shape.join(', ')}]), not ${values.length}.`
  )
}
