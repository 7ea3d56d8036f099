import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { StudioHandlers } from '../contract/api.ts'
import { StudioError } from '../contract/errors.ts'
import type { Run } from '../contract/models.ts'
import { SPARKLINE_POINTS, type RunSummary } from '../contract/run-summary.ts'
import type { CurrentProject, OpenProject } from './project.ts'
import type { RunBook } from './run-book.ts'
import type { TrainerLine } from './trainer-line.ts'

type Handlers = Pick<
  StudioHandlers,
  'describeRuns' | 'deleteRuns' | 'restoreRuns' | 'emptyTrash' | 'getTrash' | 'getRunSummaries'
>

/** What a table of many runs needs of the services beside it. */
export interface ShelfNeeds {
  current: CurrentProject
  book: RunBook
  line: TrainerLine
}

/** Many runs at once: what a person says of them, deleting and restoring, and what a table shows. */
export function runShelfService({ current, book, line }: ShelfNeeds): Handlers {
  return {
    describeRuns: ({ runs, tag, untag, notes, starred }) =>
      runs
        .map((id) => book.get(id))
        .map(({ id, tags = [] }) => {
          const added = tag === undefined || tags.includes(tag) ? tags : [...tags, tag]
          const left = added.filter((one) => one !== untag)
          return book.change(id, {
            tags: left.length > 0 ? left : undefined,
            ...(notes !== undefined && { notes: notes || undefined }),
            ...(starred !== undefined && { starred: starred || undefined })
          })
        }),
    // Looked at first, so that all go or none.
    deleteRuns: async ({ runs }) => {
      const all = runs.map((id) => book.get(id))
      const busy = all.find(({ id }) => line.active() === id)
      if (busy) {
        throw new StudioError(
          'run/active',
          `“${busy.name}” is ${busy.state}; stop it before deleting. Nothing was deleted.`
        )
      }
      for (const { id, state } of all) {
        if (state === 'queued') await line.leave(id)
        book.remove(id)
      }
    },
    restoreRuns: ({ runs }) => runs.map((id) => book.restore(id)),
    getTrash: () => {
      const project = current.get()
      const runs = project.store.runs.listDeleted()
      return { runs, bytes: sum(runs.map(({ id }) => bytesFreed(project.runFolder(id)))) }
    },
    emptyTrash: () => {
      const project = current.get()
      const runs = project.store.runs.listDeleted()
      const bytes = runs.map(({ id }) => {
        const folder = project.runFolder(id)
        const freed = bytesFreed(folder)
        // The row first: a folder without a run is swept away at the next start, a run without a folder is
        // a riddle.
        project.store.runs.purge(id)
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
        return freed
      })
      return { runs: runs.length, bytes: sum(bytes) }
    },
    getRunSummaries: () => {
      const project = current.get()
      return book.list().map((run) => summaryOf(project, run))
    }
  }
}

function summaryOf({ store }: OpenProject, { id, images }: Run): RunSummary {
  const rows = store.metrics.glimpse(id, images, SPARKLINE_POINTS)
  const last = store.metrics.last(id)
  const measures = store.evaluations.newest(id)?.measures ?? []
  const grid = store.snapshots.newest(id)?.images
  return {
    run: id,
    figures: {
      ...last,
      ...Object.fromEntries(measures.map((measure) => [measure.id, measure.value]))
    },
    sparkline: {
      generator: rows.map(({ generatorLoss }) => generatorLoss),
      discriminator: rows.map(({ discriminatorLoss }) => discriminatorLoss)
    },
    ...(grid !== undefined && { grid }),
    bytes: sum(store.checkpoints.list(id).map(({ bytes }) => bytes))
  }
}

// A file that a fork shares stays on the disk when this name of it goes.
function bytesFreed(folder: string): number {
  const found = readdirSync(folder, { withFileTypes: true, recursive: true })
  const files = found.filter((entry) => entry.isFile())
  return sum(
    files.map((entry) => {
      const { size, nlink } = statSync(join(entry.parentPath, entry.name))
      return nlink === 1 ? size : 0
    })
  )
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
