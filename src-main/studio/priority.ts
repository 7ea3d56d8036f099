import { setPriority } from 'node:os'

// Of -20 to 19: gives way to everything that a person waits for, and still uses an idle machine fully.
const BACKGROUND_PRIORITY = 10

/**
 * Lowers a process that has just started; on Linux only threads started afterwards inherit it, so it
 * must come before the worker loads TensorFlow.
 */
export function lowerPriority(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    setPriority(pid, BACKGROUND_PRIORITY)
  } catch {
    // The process is gone already, or the system forbids it; training goes on as it is.
  }
}
