import { availableParallelism, cpus } from 'node:os'
import { USUAL_INTER_OP_THREADS, type EngineSettings } from '../contract/engine-settings.ts'

/** What trial steps were measured on. */
export interface Machine {
  processor: string
  /** Threads that run at once. */
  cores: number
}

/** This machine. */
export function thisMachine(): Machine {
  const all = cpus()
  return {
    processor: all[0]?.model.trim() ?? 'unknown',
    // Node before 18.14, as in the Electron of the tests, counts only what the machine has.
    cores: availableParallelism?.() ?? all.length
  }
}

/** What is taken where nothing is measured: every core for an operation, one operation at a time. */
export function usualSettings({ cores }: Machine): EngineSettings {
  return { threads: cores, interOpThreads: USUAL_INTER_OP_THREADS, layout: 'NHWC', xla: false }
}
