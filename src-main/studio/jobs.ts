import type { StudioHandlers } from '../contract/api.ts'
import { StudioError, toErrorRecord } from '../contract/errors.ts'
import type { Job } from '../contract/models.ts'
import type { Events } from './events.ts'
import { newId } from './identifiers.ts'

// Progress a person can follow; more only costs.
const PROGRESS_EVERY_MS = 100

/** What a job has made when it is done. */
export type Made = Pick<Job, 'dataset' | 'made' | 'place' | 'file'>

/** Long pieces of work that are not training, with their progress. */
export interface Jobs {
  list(): Job[]
  get(id: string): Job
  /** Starts work; `cancel` makes it reject with code `…/cancelled`. */
  start(
    what: Pick<Job, 'kind' | 'title' | 'run'>,
    work: (job: string) => Promise<Made>,
    cancel: (job: string) => void | Promise<void>
  ): Job
  /** Ends work before its time; nothing happens where it has ended by itself. */
  cancel(id: string): Promise<void>
  progress(id: string, done: number, total: number): void
  /** Marks work that waits for a person's decision, and that it goes on. */
  review(id: string, waits: boolean): void
  dismiss(id: string): void
  working(): Job | undefined
}

/** Keeps jobs for as long as the studio runs. */
export function createJobs(events: Events): Jobs {
  const jobs = new Map<string, Job>()
  // Milliseconds: when each began, and when windows last heard of it.
  const begun = new Map<string, { at: number; toldAt: number }>()
  const cancels = new Map<string, (job: string) => void | Promise<void>>()

  const change = (id: string, changes: Partial<Job>): void => {
    const job = { ...jobs.get(id)!, ...changes }
    // What has ended needs no more time.
    if (job.state !== 'working') delete job.etaSeconds
    jobs.set(id, job)
    events.emit({ type: 'job', job })
  }

  const get = (id: string): Job => {
    const job = jobs.get(id)
    if (job) return job
    throw new StudioError('job/unknown', `There is no job "${id}"; it may have been dismissed.`)
  }

  return {
    list: () => [...jobs.values()],
    get,
    start: (what, work, cancel) => {
      const job: Job = { id: newId(), ...what, state: 'working', done: 0, total: 0 }
      jobs.set(job.id, job)
      begun.set(job.id, { at: Date.now(), toldAt: 0 })
      cancels.set(job.id, cancel)
      events.emit({ type: 'job', job })
      work(job.id).then(
        (made) => change(job.id, { state: 'done', ...made }),
        (error: unknown) => {
          const { code, message } = toErrorRecord(error)
          // A person's own wish is no problem to be told of.
          change(
            job.id,
            code.endsWith('/cancelled')
              ? { state: 'cancelled' }
              : { state: 'failed', problem: message }
          )
        }
      )
      return job
    },
    cancel: async (id) => {
      if (isGoingOn(get(id))) await cancels.get(id)?.(id)
    },
    progress: (id, done, total) => {
      const times = begun.get(id)
      if (!times || jobs.get(id)?.state !== 'working') return
      const now = Date.now()
      if (now - times.toldAt < PROGRESS_EVERY_MS && done < total) return
      times.toldAt = now
      // At the mean speed so far: files differ, and a shorter memory would make it jump.
      const eta = done > 0 ? { etaSeconds: ((now - times.at) / 1000 / done) * (total - done) } : {}
      change(id, { done, total, ...eta })
    },
    review: (id, waits) => change(id, { state: waits ? 'review' : 'working' }),
    dismiss: (id) => {
      if (isGoingOn(get(id))) {
        throw new StudioError(
          'job/working',
          `"${get(id).title}" is still going on; cancel it first.`
        )
      }
      jobs.delete(id)
      begun.delete(id)
      cancels.delete(id)
    },
    working: () => [...jobs.values()].find(isGoingOn)
  }
}

function isGoingOn({ state }: Job): boolean {
  return state === 'working' || state === 'review'
}

/** Ending jobs, and forgetting those that have ended. */
export function jobService(jobs: Jobs): Pick<StudioHandlers, 'cancelJob' | 'dismissJob'> {
  return {
    cancelJob: ({ job }) => jobs.cancel(job),
    dismissJob: ({ job }) => jobs.dismiss(job)
  }
}
