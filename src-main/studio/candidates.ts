import type { EngineSettings } from '../contract/engine-settings.ts'
import { usualSettings, type Machine } from './machine.ts'

// Below this a step is bound by handing operations to threads, and more threads make it slower: the
// ring-of-8 MLP runs 490 steps a second with one thread and 310 with four.
const QUICK_STEP_SECONDS = 0.02

interface Candidate {
  /** Of so many cores. */
  threads(cores: number): number
  interOpThreads(cores: number): number
}

// NHWC alone on a CPU, so the layout is not tried.
const FOR_QUICK_STEPS: Candidate[] = [
  { threads: () => 1, interOpThreads: () => 1 },
  { threads: () => 2, interOpThreads: () => 1 }
]
const FOR_LONG_STEPS: Candidate[] = [
  { threads: (cores) => cores, interOpThreads: () => 2 },
  { threads: (cores) => cores, interOpThreads: (cores) => cores },
  // Where two threads share a core, one of them may be quicker alone.
  { threads: (cores) => Math.ceil(cores / 2), interOpThreads: () => 1 }
]

/**
 * What is worth trying beside the machine's usual settings, the most promising first; `secondsPerStep`
 * was measured with those.
 */
export function candidatesBeside(
  machine: Machine,
  device: 'cpu' | 'gpu',
  secondsPerStep: number
): EngineSettings[] {
  const usual = usualSettings(machine)
  // Threads feed a GPU, and do not compute.
  if (device === 'gpu') return [{ ...usual, xla: true }]
  const table = secondsPerStep < QUICK_STEP_SECONDS ? FOR_QUICK_STEPS : FOR_LONG_STEPS
  const all = table.map(({ threads, interOpThreads }) => ({
    ...usual,
    threads: threads(machine.cores),
    interOpThreads: interOpThreads(machine.cores)
  }))
  // On small machines some are one another.
  return all.filter(
    (candidate, place) =>
      candidate.threads <= machine.cores &&
      !same(candidate, usual) &&
      all.findIndex((other) => same(other, candidate)) === place
  )
}

/** Whether two settings are one. */
export function same(a: EngineSettings, b: EngineSettings): boolean {
  return a.threads === b.threads && a.interOpThreads === b.interOpThreads && a.xla === b.xla
}
