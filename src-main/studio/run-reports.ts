import { readFile } from 'node:fs/promises'
import type { StudioHandlers } from '../contract/api.ts'
import type { Diagnosis } from '../contract/doctor.ts'
import type { ReportFormat } from '../contract/exports.ts'
import { writeExport, type Made } from '../formats/write.ts'
import { writeTables } from '../reports/csv.ts'
import { writeEvents } from '../reports/events.ts'
import { writePage } from '../reports/page.ts'
import { pageMoments } from '../reports/page-grids.ts'
import type { ReportedRun } from '../reports/reported-run.ts'
import type { Downloads } from './downloads.ts'
import { checkPlace } from './export-files.ts'
import type { Jobs } from './jobs.ts'
import type { CurrentProject, OpenProject } from './project.ts'
import type { RunBook } from './run-book.ts'

/** What reports need of the services beside them. */
export interface ReportNeeds {
  current: CurrentProject
  book: RunBook
  jobs: Jobs
  downloads: Downloads
  version: string
  diagnose(run: string): Diagnosis
}

/** How a report is made, and what its file is called. */
interface Format {
  name: string
  /** What its name may end with; absent for what becomes a folder, or a zip where its name says so. */
  endings?: readonly string[]
  /** Grids it shows, of those that there are at so many images. */
  grids(images: readonly number[], end: number): readonly number[]
  write(runs: readonly ReportedRun[], version: string): Made
}

// In a folder of event files: as many as a person scrubs through.
const MOST_GRIDS = 100

const FORMATS: Record<ReportFormat, Format> = {
  html: {
    name: 'comparison.html',
    endings: ['.html'],
    grids: pageMoments,
    write: (runs, version) =>
      Buffer.from(writePage(runs.map(({ run }) => run.name).join(', '), runs, version))
  },
  csv: {
    name: 'runs.zip',
    grids: () => [],
    write: (runs) =>
      new Map([...writeTables(runs)].map(([name, text]) => [name, Buffer.from(text)]))
  },
  json: {
    name: 'runs.json',
    endings: ['.json'],
    grids: () => [],
    write: (runs, version) => {
      const told = runs.map(({ grids: _, ...rest }) => rest)
      return Buffer.from(`${JSON.stringify({ version, runs: told }, undefined, 1)}\n`)
    }
  },
  tensorboard: {
    name: 'tensorboard.zip',
    grids: (images) => {
      const every = Math.ceil(images.length / MOST_GRIDS)
      return images.filter((_, at) => (images.length - 1 - at) % every === 0)
    },
    write: writeEvents
  }
}

/** Runs as files for people and for other programs. */
export function reportService(needs: ReportNeeds): Pick<StudioHandlers, 'exportRuns'> {
  const { current, book, jobs, downloads, version } = needs
  return {
    exportRuns: ({ runs: ids, format, out }) => {
      const project = current.get()
      const runs = ids.map((id) => book.get(id))
      const { name, endings, grids, write } = FORMATS[format]
      if (out !== undefined) checkPlace(out, endings)
      // The shortest run's end is what all can show.
      const end = Math.min(...runs.map(({ images }) => images))
      const title = runs.length === 1 ? `“${runs[0]!.name}”` : `${runs.length} runs`
      return jobs.start(
        { kind: 'export', title },
        async (job) => {
          const file = out === undefined ? downloads.place(job, name) : { path: out }
          const reported: ReportedRun[] = []
          for (const { id } of runs) {
            const wanted = (images: readonly number[]) => grids(images, end)
            const diagnosis = needs.diagnose(id)
            reported.push({
              ...(await gather(project, id, wanted)),
              diagnosis
            })
            jobs.progress(job, reported.length, runs.length + 1)
          }
          await writeExport(file.path, write(reported, version))
          return { file }
        },
        // Seconds at most, and nothing is left of it that would have to go.
        () => undefined
      )
    }
  }
}

async function gather(
  { store, snapshotFile }: OpenProject,
  id: string,
  wanted: (images: readonly number[]) => readonly number[]
): Promise<ReportedRun> {
  const run = store.runs.get(id)!
  const dataset = store.datasets.get(run.dataset)
  const moments = wanted(store.snapshots.list(id).map(({ images }) => images))
  const grids: { images: number; png: Uint8Array }[] = []
  for (const images of moments) {
    // One whose file is gone is not worth a report that fails.
    const png = await readFile(snapshotFile(id, images)).catch(() => undefined)
    if (png) grids.push({ images, png })
  }
  return {
    run,
    ...(dataset && {
      dataset: { name: dataset.name, hash: dataset.hash, count: dataset.count }
    }),
    rows: store.metrics.all(id),
    evaluations: store.evaluations.list(id),
    grids
  }
}
