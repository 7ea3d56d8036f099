import { rmSync } from 'node:fs'
import { checkpointsToDrop } from '../contract/retention.ts'
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
    for (const images of dropped) {
      // The file first: a row without one is swept when the project is opened, a file without a row is nobody's.
      rmSync(project.checkpointFile(id, images), { force: true })
      checkpoints.remove(id, images)
    }
    events.emit({ type: 'checkpoints', run: id, checkpoints: checkpoints.list(id) })
  }
  events.subscribe((event) => {
    if (event.type === 'checkpoint') thin(event.checkpoint.run)
  })
}

function usedCheckpoints({ store }: OpenProject, book: RunBook, run: string): ReadonlySet<number> {
  const items = store.latentItems.list(run).map(({ checkpoint }) => checkpoint)
  const forks = book.list().flatMap(({ parent }) => (parent?.run === run ? [parent.images] : []))
  return new Set([...items, ...forks])
}
