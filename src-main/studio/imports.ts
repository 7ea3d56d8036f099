import { rm } from 'node:fs/promises'
import { statSync } from 'node:fs'
import { basename, isAbsolute } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { StudioHandlers } from '../contract/api.ts'
import type { SampleSetKind } from '../contract/dataset-limits.ts'
import { StudioError } from '../contract/errors.ts'
import type { ImportSettings } from '../contract/import-settings.ts'
import type { DatasetChange, ImportReport, Job } from '../contract/models.ts'
import type { DatasetState, ImporterApi, ImportOutcome } from '../contract/workers.ts'
import type { Events } from './events.ts'
import { newId, uniqueName } from './identifiers.ts'
import type { Jobs, Made } from './jobs.ts'
import type { CurrentProject, OpenProject } from './project.ts'
import { createReviews } from './reviews.ts'
import type { Supervised } from './supervisor.ts'
import type { Uploads } from './uploads.ts'

type Handlers = Pick<
  StudioHandlers,
  'startImport' | 'getImportReview' | 'finishImport' | 'createSampleSet'
>

/** What making data sets needs of the services beside it. */
export interface ImportNeeds {
  current: CurrentProject
  events: Events
  jobs: Jobs
  uploads: Uploads
  importer: Supervised<ImporterApi>
}

/** A data set to be made, whatever its pictures come from. */
interface DatasetPlan {
  kind: Job['kind']
  name: string
  /** Width and height in pixels. */
  size: number
  /** As the person named it. */
  source: string
  settings?: ImportSettings
  /** Whether a person decides about near duplicates and outliers. */
  review?: boolean
  /** Fills the new cache folder. */
  make(job: string, cacheFolder: string): Promise<ImportOutcome>
  /** Called when it has ended, however it ended. */
  cleanUp?(): Promise<void>
}

const SAMPLE_SET_TITLES: Record<SampleSetKind, string> = {
  avatars: 'Avatars',
  shapes: 'Shapes',
  'edges-to-shapes': 'Edges to shapes',
  voxels: 'Voxels'
}

/** Importing, with its review, and sample sets. */
export function importService({ current, events, jobs, uploads, importer }: ImportNeeds): {
  handlers: Handlers
  /** Where the pictures of an import in review are. */
  stagedFolder(job: string): string | undefined
} {
  const reviews = createReviews()

  // A row is written last: a data set that is listed has all its pixels on the disk.
  const begin = (plan: DatasetPlan): Job => {
    const project = current.get()
    const make = async (job: string): Promise<Made> => {
      const id = newId()
      const cacheFolder = project.cacheFolder(id)
      try {
        const made = await plan.make(job, cacheFolder)
        checkNotEmpty(plan, made)
        const state = await decide(plan, job, cacheFolder, made)
        insert(project, id, plan, { ...made, ...state })
        events.emit({ type: 'datasets', datasets: project.store.datasets.list() })
        return { dataset: id }
      } catch (error) {
        await rm(cacheFolder, { recursive: true, force: true })
        throw error
      } finally {
        await plan.cleanUp?.()
      }
    }
    const cancel = (job: string): void | Promise<void> =>
      jobs.get(job).state === 'review' ? reviews.cancel(job) : importer.use().cancel(job)
    return jobs.start({ kind: plan.kind, title: plan.name }, make, cancel)
  }

  // What is decided is kept in the data set itself, so that it can be taken back later.
  const decide = async (
    { review }: DatasetPlan,
    job: string,
    cacheFolder: string,
    { report }: ImportOutcome
  ): Promise<DatasetState | undefined> => {
    const undecided = (report.near?.length ?? 0) + (report.outliers?.length ?? 0)
    if (!review || undecided === 0) return undefined
    jobs.review(job, true)
    const exclude = await reviews.wait(job, { cacheFolder, report })
    if (exclude.length === 0) return undefined
    const changes: DatasetChange[] = exclude.map((each) => ({ kind: 'exclude', ...each }))
    return (await importer.use().change(cacheFolder, changes)).state
  }

  const handlers: Handlers = {
    startImport: async ({ source: from, name, settings, review }) => {
      // Without a project the upload would be used up for nothing.
      const project = current.get()
      const taken = 'upload' in from ? await uploads.take(from.upload) : undefined
      const source = taken?.source ?? checkSource((from as { path: string }).path)
      const title = taken?.title ?? basename(source)
      const earlier = taken ? undefined : findEarlier(project, source, settings)
      return begin({
        kind: 'import',
        name: name ?? (title || source),
        size: settings.size,
        source: taken ? title : source,
        settings,
        review,
        make: (job, cacheFolder) =>
          importer
            .use()
            .importSource({ job, source, settings, cacheFolder, ...(earlier && { earlier }) }),
        ...(taken && { cleanUp: taken.cleanUp })
      })
    },
    getImportReview: ({ job }) => ({ ...reviews.get(job).report, dataset: job }),
    finishImport: ({ job, exclude }) => {
      reviews.finish(job, exclude)
      jobs.review(job, false)
      return jobs.get(job)
    },
    createSampleSet: ({ kind, size, count, seed, name }) =>
      begin({
        kind: 'sample-set',
        name: name ?? SAMPLE_SET_TITLES[kind],
        size,
        source: `${SAMPLE_SET_TITLES[kind]} sample set, seed ${seed}`,
        make: (job, cacheFolder) =>
          importer.use().drawSampleSet({ job, kind, size, count, seed, cacheFolder })
      })
  }
  return { handlers, stagedFolder: (job) => reviews.peek(job)?.cacheFolder }
}

/** A folder or a file that there is; the importer would say so too, but only after it has started. */
export function checkSource(path: string): string {
  const found = isAbsolute(path) ? statSync(path, { throwIfNoEntry: false }) : undefined
  if (found?.isDirectory() || found?.isFile()) return path
  throw new StudioError(
    'import/no-folder',
    found
      ? `${path} is neither a folder nor a file; choose the folder that holds the pictures.`
      : `There is no folder ${path}; choose the folder that holds the pictures.`
  )
}

// The newest data set that was made of the same source in the same way: most files will be unchanged.
function findEarlier(
  project: OpenProject,
  source: string,
  settings: ImportSettings
): string | undefined {
  const same = project.store.datasets
    .list()
    .findLast((other) => other.source === source && isDeepStrictEqual(other.settings, settings))
  return same && project.cacheFolder(same.id)
}

function checkNotEmpty({ source }: DatasetPlan, { count, report }: ImportOutcome): void {
  if (count > 0) return
  const { rejected } = report
  const first = rejected[0]
  throw new StudioError(
    'dataset/empty',
    `None of the ${rejected.length} files in ${source} can be used as a picture` +
      (first ? ` (the first, ${first.file}: ${first.reason})` : '') +
      '; choose another folder.'
  )
}

function insert(project: OpenProject, id: string, plan: DatasetPlan, made: ImportOutcome): void {
  const { datasets } = project.store
  const taken = datasets.list().map(({ name }) => name)
  const report: ImportReport = { ...made.report, dataset: id, imported: made.count }
  datasets.insert(
    {
      id,
      name: uniqueName(plan.name, taken),
      form: made.form,
      size: plan.size,
      channels: made.channels,
      count: made.count,
      pictures: made.pictures,
      source: plan.source,
      ...(plan.settings && { settings: plan.settings }),
      hash: made.hash,
      rejected: report.rejected.length,
      duplicates: report.duplicates.length,
      createdAt: Date.now()
    },
    report,
    { excluded: made.excluded, journal: project.journalBytes(id) }
  )
}
