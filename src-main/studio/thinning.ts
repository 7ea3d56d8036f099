import { rmSync } from 'node:fs'
import { toErrorRecord } from '../contract/errors.ts'
import { checkpointsToDrop } from '../contract/retention.ts'
import { STORE_FULL } from '../store/open.ts'
import type { Events } from './events.ts'
import type { CurrentProject, OpenProject } from './project.ts'
import type { RunBook } from './run-book.ts'

/** What thinning needs of its studio. */
export interface ThinningNeeds {
  current: CurrentProject
  book: RunBook
  events: Events
}

/** Keeps the checkpoints of runs by `RETENTION_RULE`, each time one is saved. */
export function thinCheckpoints({ current, book, events }: ThinningNeeds): void {
  const thin = (id: string): void => {
    const project = current.peek()
    if (!project) return
    const run = book.list().find((one) => one.id === id)
    if (!run) return
    const { checkpoints } = project.store
    const used = usedCheckpoints(project, book, id)
    const dropped = checkpointsToDrop(checkpoints.list(id), { best: run.best, used })
    if (dropped.length === 0) return
    for (const images of dropped) drop(project, id, images)
    events.emit({ type: 'checkpoints', run: id, checkpoints: checkpoints.list(id) })
  }
  events.subscribe((event) => {
    if (event.type === 'checkpoint') thin(event.checkpoint.run)
  })
}

// The file first, which makes room where there was none for a change of the database. A row without a file is no
// checkpoint to go on from, and goes with the next that is saved or when the project is opened.
function drop({ store, checkpointFile }: OpenProject, run: string, images: number): void {
  rmSync(checkpointFile(run, images), { force: true })
  try {
    store.checkpoints.remove(run, images)
  } catch (error) {
    if (toErrorRecord(error).code !== STORE_FULL) throw error
  }
}

function usedCheckpoints({ store }: OpenProject, book: RunBook, run: string): ReadonlySet<number> {
  const items = store.latentItems.list(run).map(({ checkpoint }) => checkpoint)
  const forks = book.list().flatMap(({ parent }) => (parent?.run === run ? [parent.images] : []))
  return new Set([...items, ...forks])
}
