import type { Run } from '../contract/models.ts'

/** The run that holds the device, if any. */
export function activeRun(runs: Iterable<Run>): Run | undefined {
  for (const run of runs) if (ACTIVE.includes(run.state)) return run
  return undefined
}

const ACTIVE: readonly Run['state'][] = ['starting', 'running', 'paused']

/** What the taskbar shows: a share of 0 to 1, or -1 for none. */
export interface TaskbarProgress {
  share: number
  mode: 'normal' | 'paused' | 'indeterminate'
}

/** The taskbar's part of a run. */
export function taskbarProgress(run: Run | undefined): TaskbarProgress {
  if (!run) return { share: -1, mode: 'normal' }
  const share = Math.min(run.images / run.config.images, 1)
  if (run.state === 'starting') return { share, mode: 'indeterminate' }
  return { share, mode: run.state === 'paused' ? 'paused' : 'normal' }
}
