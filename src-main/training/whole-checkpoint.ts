import { toErrorRecord } from '../contract/errors.ts'
import { readCheckpoint, type Checkpoint } from './checkpoint.ts'

/** A checkpoint to go on from; `problem` says which one cannot be, where that is another, one sentence. */
export interface Found {
  checkpoint: Checkpoint
  problem?: string
}

/**
 * The newest whole one of a run's checkpoints, given newest first: what a damaged one held is lost
 * already, and everything before it need not be. Throws what is wrong with the newest where none is whole.
 */
export function readNewestWhole(files: readonly string[]): Found {
  let first: unknown
  for (const file of files) {
    try {
      const checkpoint = readCheckpoint(file)
      if (first === undefined) return { checkpoint }
      const [what] = toErrorRecord(first).message.split(';')
      return {
        checkpoint,
        problem: `${what}; training goes on from the newest whole checkpoint, of ${checkpoint.images} images.`
      }
    } catch (error) {
      first ??= error
    }
  }
  throw first
}
