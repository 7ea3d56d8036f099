import { OUT_OF_MEMORY, StudioError } from '../contract/errors.ts'
import type { RunConfig } from '../contract/run-config.ts'

// TensorFlow's status 8 is RESOURCE_EXHAUSTED, oneDNN's 1 the same; arrays of our own fail in other words.
const WORDS =
  /TF_Status: 8\b|OOM when allocating|received an exception: ?Status: 1,|bad_alloc|Array buffer allocation/

/** Does training's work; where memory does not suffice it throws `training/out-of-memory`. */
export async function withinMemory<Result>(
  { batch }: Pick<RunConfig, 'batch'>,
  work: () => Promise<Result>
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (error instanceof StudioError || !WORDS.test(message)) throw error
    throw new StudioError(
      OUT_OF_MEMORY,
      `A step with a batch of ${batch} does not fit into memory; take a smaller batch or smaller networks.`,
      { cause: error }
    )
  }
}
