/** What a long piece of work is given. */
export interface WorkContext {
  /** Tells how far it is; cheap to call often. */
  report(done: number, total: number): void
  /** Aborted by `cancel`; whoever sees it throws `job/cancelled`. */
  signal: AbortSignal
}

// Progress a person can follow; more only costs.
const PROGRESS_EVERY_MS = 100

/** The long work of a worker process, by job: with progress, and to be cancelled. */
export function createWorkerJobs(
  tell: (event: { job: string; done: number; total: number }) => void
) {
  const controllers = new Map<string, AbortController>()
  return {
    async run<Result>(
      job: string,
      work: (context: WorkContext) => Promise<Result>
    ): Promise<Result> {
      const controller = new AbortController()
      controllers.set(job, controller)
      let toldAt = -Infinity
      const report: WorkContext['report'] = (done, total) => {
        const now = performance.now()
        if (done < total && now - toldAt < PROGRESS_EVERY_MS) return
        toldAt = now
        tell({ job, done, total })
      }
      try {
        return await work({ report, signal: controller.signal })
      } finally {
        controllers.delete(job)
      }
    },
    cancel: async (job: string): Promise<void> => controllers.get(job)?.abort()
  }
}
