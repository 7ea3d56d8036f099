import type { BatchState } from '../datasets/batches.ts'
import type { RandomState } from '../engine/random.ts'

/** Where the data order and the random draws of a run stand. */
export interface FeedState {
  latents: RandomState
  batches: BatchState
}

/** What one training step takes of data. */
export interface FeedBatch {
  /** [rows,size,size,channels] in [-1,1]. */
  real: Float32Array
  /** [count,latent]. */
  latents: Float32Array
  /** The classes of the pictures, [rows,count], one of each row 1; empty without classes. */
  classes: Float32Array
}

/** A place for one batch, and for the state after it as JSON that ends with a zero byte. */
export interface FeedSlot extends FeedBatch {
  state: Uint8Array
}

/** A ring of batches that two threads share; passes through `workerData` as it is. */
export interface FeedMemory {
  /** [FILLED]: batches ready since the start; [RELEASED]: batches used up since the start, or CLOSED. */
  control: Int32Array
  slots: FeedSlot[]
}

export const FILLED = 0
export const RELEASED = 1
/** In place of a count: nobody takes batches any more. */
export const CLOSED = -1

// One is in use while three lie ready, which bridges a slow read of the disk.
const SLOTS = 4
// Three generators and a position take about 200.
const STATE_BYTES = 1024

/** Makes an empty ring, given the numbers of floats that a batch holds of each. */
export function createFeedMemory({
  real,
  latents,
  classes
}: Record<keyof FeedBatch, number>): FeedMemory {
  const floats = (length: number): Float32Array =>
    new Float32Array(new SharedArrayBuffer(length * Float32Array.BYTES_PER_ELEMENT))
  return {
    control: new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)),
    slots: Array.from({ length: SLOTS }, () => ({
      real: floats(real),
      latents: floats(latents),
      classes: floats(classes),
      state: new Uint8Array(new SharedArrayBuffer(STATE_BYTES))
    }))
  }
}

/** Puts a state into a slot. */
export function writeState(slot: FeedSlot, state: FeedState): void {
  slot.state.set(Buffer.from(`${JSON.stringify(state)}\0`))
}

/** The state that a slot holds. */
export function readState({ state }: FeedSlot): FeedState {
  const text = Buffer.from(state.slice(0, state.indexOf(0))).toString()
  return JSON.parse(text) as FeedState
}
