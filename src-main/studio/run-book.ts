import { StudioError, toErrorRecord } from '../contract/errors.ts'
import type { Run } from '../contract/models.ts'
import { STORE_FULL, type Store } from '../store/open.ts'
import type { RunChanges, StoredRun } from '../store/runs.ts'
import type { Events } from './events.ts'
import type { CurrentProject } from './project.ts'

/** The runs of the open project as windows see them; every change is told to them. */
export interface RunBook {
  list(): Run[]
  /** A run that is there and not deleted. */
  get(id: string): Run
  add(run: StoredRun): Run
  /** Where the disk is full, changes wait in memory for the next one that there is room for. */
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
  // What became of runs since the disk was full.
  const unwritten = new Map<string, RunChanges>()
  events.subscribe(({ type }) => {
    if (type === 'project') unwritten.clear()
  })

  // The store knows nothing of the time still needed.
  const view = (stored: StoredRun): Run => {
    const run = { ...stored, ...unwritten.get(stored.id) } as StoredRun
    return eta?.run === run.id && run.state === 'running'
      ? { ...run, etaSeconds: eta.seconds }
      : run
  }
  const write = (id: string, changes: RunChanges): void => {
    const all = { ...unwritten.get(id), ...changes }
    try {
      runs().update(id, all)
      unwritten.delete(id)
    } catch (error) {
      if (toErrorRecord(error).code !== STORE_FULL) throw error
      unwritten.set(id, all)
    }
  }
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
      const run = runs().get(id)
      if (run && !runs().isDeleted(id)) return view(run)
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
      write(id, changes)
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
