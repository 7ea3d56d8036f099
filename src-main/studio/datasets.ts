import { statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, isAbsolute } from 'node:path'
import type { StudioHandlers } from '../contract/api.ts'
import { StudioError } from '../contract/errors.ts'
import type { Dataset, Job } from '../contract/models.ts'
import type { ImporterApi, ImporterEvents, ImportOutcome } from '../contract/workers.ts'
import type { Events } from './events.ts'
import { newId, uniqueName } from './identifiers.ts'
import type { Jobs } from './jobs.ts'
import type { WorkerSpawner } from './parts.ts'
import type { CurrentProject, OpenProject } from './project.ts'
import { supervise, type Supervised } from './supervisor.ts'
import type { Uploads } from './uploads.ts'

/** What data sets need of the services beside them. */
export interface DatasetNeeds {
  current: CurrentProject
  events: Events
  jobs: Jobs
  uploads: Uploads
  spawner: WorkerSpawner
  /** The name of the run that is training on it, if one is. */
  trainingOn(dataset: string): string | undefined
}

type Handlers = Pick<
  StudioHandlers,
  | 'startImport'
  | 'createSampleSet'
  | 'cancelJob'
  | 'dismissJob'
  | 'getImportReport'
  | 'deleteDataset'
  | 'restoreDataset'
>

/** A data set to be made, whatever its pictures come from. */
interface DatasetPlan {
  kind: Job['kind']
  name: string
  /** Width and height in pixels. */
  size: number
  /** As the person named it. */
  source: string
  /** Fills the new cache folder. */
  make(job: string, cacheFolder: string): Promise<ImportOutcome>
  /** Called when it has ended, however it ended. */
  cleanUp?(): Promise<void>
}

/** Importing, sample sets, and the list of data sets. */
export function datasetService(needs: DatasetNeeds): {
  handlers: Handlers
  importer: Supervised<ImporterApi>
} {
  const { current, events, jobs, uploads } = needs
  const importer = supervise<ImporterApi, ImporterEvents>(needs.spawner, 'importer', {
    onProgress: ({ job, done, total }) => jobs.progress(job, done, total)
  })
  const tellDatasets = ({ store }: OpenProject): void =>
    events.emit({ type: 'datasets', datasets: store.datasets.list() })

  // A row is written last: a data set that is listed has all its pixels on the disk.
  const begin = (plan: DatasetPlan): Job => {
    const project = current.get()
    return jobs.start({ kind: plan.kind, title: plan.name }, async (job) => {
      const id = newId()
      const cacheFolder = project.cacheFolder(id)
      try {
        const outcome = await plan.make(job, cacheFolder)
        keep(project, id, plan, outcome)
        tellDatasets(project)
        return id
      } catch (error) {
        await rm(cacheFolder, { recursive: true, force: true })
        throw error
      } finally {
        await plan.cleanUp?.()
      }
    })
  }

  const handlers: Handlers = {
    startImport: async ({ source, name, size }) => {
      // Without a project the upload would be used up for nothing.
      current.get()
      const { folder, title, cleanUp } =
        'upload' in source
          ? await uploads.take(source.upload)
          : { folder: checkFolder(source.path), title: basename(source.path), cleanUp: undefined }
      return begin({
        kind: 'import',
        name: name ?? (title || folder),
        size,
        source: 'upload' in source ? title : folder,
        make: (job, cacheFolder) => importer.use().importFolder({ job, folder, size, cacheFolder }),
        ...(cleanUp && { cleanUp })
      })
    },
    createSampleSet: ({ kind, size, count, seed, name }) =>
      begin({
        kind: 'sample-set',
        name: name ?? SAMPLE_SET_TITLES[kind],
        size,
        source: `${SAMPLE_SET_TITLES[kind]} sample set, seed ${seed}`,
        make: (job, cacheFolder) =>
          importer.use().drawSampleSet({ job, kind, size, count, seed, cacheFolder })
      }),
    cancelJob: async ({ job }) => {
      if (jobs.get(job).state === 'working') await importer.use().cancel(job)
    },
    dismissJob: ({ job }) => jobs.dismiss(job),
    getImportReport: ({ dataset }) => {
      const report = current.get().store.datasets.report(dataset)
      if (!report) throw unknownDataset(dataset)
      return report
    },
    // Only marked: runs that were trained on it still need its pictures and labels.
    deleteDataset: ({ dataset }) => {
      const project = current.get()
      const { name } = findDataset(project, dataset)
      const run = needs.trainingOn(dataset)
      if (run) {
        throw new StudioError('dataset/in-use', `“${run}” is training on “${name}”; stop it first.`)
      }
      project.store.datasets.remove(dataset, Date.now())
      tellDatasets(project)
    },
    restoreDataset: ({ dataset }) => {
      const project = current.get()
      const found = project.store.datasets.get(dataset)
      if (!found) throw unknownDataset(dataset)
      project.store.datasets.restore(dataset)
      tellDatasets(project)
      return found
    }
  }
  return { handlers, importer }
}

/** A data set that is there and not deleted. */
export function findDataset({ store }: OpenProject, id: string): Dataset {
  const found = store.datasets.list().find((dataset) => dataset.id === id)
  if (!found) throw unknownDataset(id)
  return found
}

const SAMPLE_SET_TITLES = { avatars: 'Avatars' } as const

function unknownDataset(id: string): StudioError {
  return new StudioError(
    'dataset/unknown',
    `There is no data set "${id}" in this project; it may have been deleted.`
  )
}

function keep(project: OpenProject, id: string, plan: DatasetPlan, outcome: ImportOutcome): void {
  const { datasets } = project.store
  const { rejected, duplicates } = outcome.report
  if (outcome.count === 0) {
    const first = rejected[0]
    throw new StudioError(
      'dataset/empty',
      `None of the ${rejected.length} files in ${plan.source} can be used as a picture` +
        (first ? ` (the first, ${first.file}: ${first.reason})` : '') +
        '; choose another folder.'
    )
  }
  const taken = datasets.list().map(({ name }) => name)
  datasets.insert(
    {
      id,
      name: uniqueName(plan.name, taken),
      size: plan.size,
      count: outcome.count,
      source: plan.source,
      hash: outcome.hash,
      rejected: rejected.length,
      duplicates: duplicates.length,
      createdAt: Date.now()
    },
    { ...outcome.report, dataset: id }
  )
}

// The importer would say so too, but only after it has started.
function checkFolder(path: string): string {
  const found = isAbsolute(path) ? statSync(path, { throwIfNoEntry: false }) : undefined
  if (found?.isDirectory()) return path
  throw new StudioError(
    'import/no-folder',
    found
      ? `${path} is a file, not a folder; choose the folder that holds the pictures.`
      : `There is no folder ${path}; choose the folder that holds the pictures.`
  )
}
