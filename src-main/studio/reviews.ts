import { StudioError } from '../contract/errors.ts'
import type { ExclusionReason } from '../contract/models.ts'
import type { ImportOutcome } from '../contract/workers.ts'

/** What a person leaves out, by reason. */
export type Exclusions = { reason: ExclusionReason; pictures: number[] }[]

/** A whole data set that is not yet one of the project's. */
interface Staged {
  cacheFolder: string
  report: ImportOutcome['report']
}

interface Waiting extends Staged {
  resolve(exclude: Exclusions): void
  reject(error: unknown): void
}

/** Imports that wait for a person's decision, by the job's id. */
export function createReviews() {
  const waiting = new Map<string, Waiting>()

  const get = (job: string): Waiting => {
    const found = waiting.get(job)
    if (found) return found
    throw new StudioError('job/not-in-review', `The import "${job}" is not waiting for a decision.`)
  }
  const take = (job: string): Waiting => {
    const found = get(job)
    waiting.delete(job)
    return found
  }
  return {
    /** Resolves with what is left out; rejects with `import/cancelled`. */
    wait: (job: string, staged: Staged): Promise<Exclusions> =>
      new Promise((resolve, reject) => waiting.set(job, { ...staged, resolve, reject })),
    peek: (job: string): Staged | undefined => waiting.get(job),
    get: (job: string): Staged => get(job),
    finish: (job: string, exclude: Exclusions): void => take(job).resolve(exclude),
    cancel: (job: string): void =>
      take(job).reject(
        new StudioError('import/cancelled', 'The import was cancelled; nothing was kept of it.')
      )
  }
}
