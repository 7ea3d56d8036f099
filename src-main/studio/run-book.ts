import { StudioError } from '../contract/errors.ts'
import type { Run } from '../contract/models.ts'
import type { Store } from '../store/open.ts'
import type { RunChanges, StoredRun } from '../store/runs.ts'
import type { Events } from './events.ts'
import type { CurrentProject } from './project.ts'

/** The runs of the open project as windows see them; every change is told to them. */
export interface RunBook {
  list(): Run[]
  /** A run that is there and not deleted. */
  get(id: string): Run
  add(run: StoredRun): Run
  change(id: string, changes: RunChanges): Run
  /** A change that is in the store already, with the time still needed. */
  moved(id: string, etaSeconds: number | undefined): void
  remove(id: string): void
  restore(id: string): Run
}

/** Reads and writes the store of whichever project is open. */
export function createRunBook(current: CurrentProject, events: Events): RunBook {
  // Only one run trains at a time, so only one has a time still needed.
  let eta: { run: string; seconds: number } | undefined
  const runs = (): Store['runs'] => current.get().store.runs

  // The store knows nothing of the time still needed.
  const view = (run: StoredRun): Run =>
    eta?.run === run.id && run.state === 'running' ? { ...run, etaSeconds: eta.seconds } : run
  const list = (): Run[] => runs().list().map(view)
  const tell = (id: string): Run => {
    const run = view(runs().get(id)!)
    events.emit({ type: 'run', run })
    return run
  }
  const tellAll = (): void => events.emit({ type: 'runs', runs: list() })

  return {
    list,
    get: (id) => {
      const run = list().find((candidate) => candidate.id === id)
      if (run) return run
      throw new StudioError(
        'run/unknown',
        `There is no run "${id}" in this project; it may have been deleted.`
      )
    },
    add: (run) => {
      runs().insert(run)
      tellAll()
      return view(run)
    },
    change: (id, changes) => {
      // A forecast ends with the running it was made of.
      if (changes.state && changes.state !== 'running' && eta?.run === id) eta = undefined
      runs().update(id, changes)
      return tell(id)
    },
    moved: (id, etaSeconds) => {
      eta = etaSeconds === undefined ? undefined : { run: id, seconds: etaSeconds }
      tell(id)
    },
    remove: (id) => {
      runs().remove(id, Date.now())
      tellAll()
    },
    restore: (id) => {
      const run = runs().get(id)
      if (!run) throw new StudioError('run/unknown', `There is no run "${id}" in this project.`)
      runs().restore(id)
      tellAll()
      return view(run)
    }
  }
}
