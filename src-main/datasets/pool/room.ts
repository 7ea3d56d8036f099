import type { Allocate } from '../read-bytes.ts'
import { MOST } from './chunk.ts'

/** Memory for the files of one message after another, so that none has to be found and freed for each. */
export function createRoom(): {
  /** Gives memory of the room while there is some, and then other memory. */
  allocate: Allocate
  /** Gives everything out again. */
  clear(): void
} {
  const memory = Buffer.allocUnsafeSlow(MOST.bytes)
  let used = 0
  return {
    allocate(bytes) {
      if (bytes > memory.length - used) return Buffer.allocUnsafeSlow(bytes)
      used += bytes
      return memory.subarray(used - bytes, used)
    },
    clear() {
      used = 0
    }
  }
}
