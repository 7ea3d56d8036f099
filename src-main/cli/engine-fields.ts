import type { Run } from '../contract/models.ts'

/** How a run was computed, as fields of a record: nothing before it has begun. */
export function engineFields({ engine, waitingShare }: Run): object {
  if (!engine) return {}
  const { device, threads, interOpThreads, layout, xla, choice } = engine
  return {
    device,
    threads,
    // Runs of release 0.1 were not asked for more.
    ...(interOpThreads !== undefined && { inter_op_threads: interOpThreads, layout, xla }),
    ...(choice && { threads_choice: choice }),
    ...(waitingShare !== undefined && { waiting_share: Math.round(waitingShare * 1e4) / 1e4 })
  }
}
