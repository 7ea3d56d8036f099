import { isDeepStrictEqual } from 'node:util'
import { StudioError } from '../contract/errors.ts'
import type { Environment } from '../contract/engine-settings.ts'
import type { WorkerKind } from '../contract/workers.ts'
import { connectWorker } from '../rpc/worker.ts'
import type { WorkerProcess, WorkerSpawner } from './parts.ts'

/** The code with which calls of a worker that has died are rejected. */
export const WORKER_DIED = 'worker/died'

/** A worker process that is started when it is first called, and again after it has died. */
export interface Supervised<Api> {
  /** The calls of the worker; starts it if it does not run. */
  use(): Api
  /** The same in this environment; a worker that runs in another one is ended, and its calls with it. */
  useIn(environment: Environment): Api
  close(): void
}

/**
 * Keeps one kind of worker; `events` answers what it sends by itself, and `usual` is added to its
 * environment where none is asked for.
 */
export function supervise<Api extends object, Events extends object>(
  spawner: WorkerSpawner,
  kind: WorkerKind,
  events: Events,
  usual: Environment = {}
): Supervised<Api> {
  let current: { process: WorkerProcess; api: Api; environment: Environment } | undefined

  const start = (environment: Environment): Api => {
    const process = spawner.spawn(kind, environment)
    const { api, close } = connectWorker<Api, Events>(process.port, events)
    current = { process, api, environment }
    // The worker's calls under way end here, each with the reason; the next call starts another.
    process.onExit((reason) => {
      if (current?.process === process) current = undefined
      close(new StudioError(WORKER_DIED, `The ${kind} process ended unexpectedly (${reason}).`))
    })
    return api
  }

  return {
    use: () => current?.api ?? start(usual),
    useIn: (environment) => {
      if (current && isDeepStrictEqual(current.environment, environment)) return current.api
      current?.process.kill()
      current = undefined
      return start(environment)
    },
    // Killed: what it still had to save was saved before.
    close: () => {
      current?.process.kill()
      current = undefined
    }
  }
}
