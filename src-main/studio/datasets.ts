import { existsSync } from 'node:fs'
import { isAbsolute, join, relative } from 'node:path'
import type { StudioHandlers } from '../contract/api.ts'
import { StudioError } from '../contract/errors.ts'
import type { Dataset, DatasetQuery } from '../contract/models.ts'
import type { ImporterApi } from '../contract/workers.ts'
import type { Events } from './events.ts'
import type { CurrentProject, OpenProject } from './project.ts'
import type { Supervised } from './supervisor.ts'

type Handlers = Pick<
  StudioHandlers,
  | 'getImportReport'
  | 'deleteDataset'
  | 'restoreDataset'
  | 'renameDataset'
  | 'findPictures'
  | 'getPicture'
  | 'getPictureLabels'
  | 'getDatasetFacts'
  | 'getDatasetStatistics'
  | 'changeDataset'
  | 'revealFile'
>

/** What the data sets of a project need of the services beside them. */
export interface DatasetNeeds {
  current: CurrentProject
  events: Events
  importer: Supervised<ImporterApi>
  /** The name of the run that is training on it, if one is. */
  trainingOn(dataset: string): string | undefined
  /** The desktop's file manager, where there is one. */
  revealFile: ((path: string) => void) | undefined
}

/** The list of data sets, and looking through and changing one of them. */
export function datasetService(needs: DatasetNeeds): Handlers {
  const { current, events, importer } = needs
  const tellDatasets = ({ store }: OpenProject): void =>
    events.emit({ type: 'datasets', datasets: store.datasets.list() })

  // The folder of a data set that is there, to be asked about in the importer.
  const folderOf = (id: string): string => {
    const project = current.get()
    return project.cacheFolder(findDataset(project, id).id)
  }
  const within = (id: string, pictures: readonly number[]): void => {
    const dataset = findDataset(current.get(), id)
    const beyond = pictures.find((picture) => picture >= dataset.pictures)
    if (beyond === undefined) return
    throw new StudioError(
      'dataset/no-picture',
      `There is no picture ${beyond} in “${dataset.name}”, which has ${dataset.pictures}; choose one from 0 to ${dataset.pictures - 1}.`
    )
  }

  return {
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
    },
    renameDataset: ({ dataset, name }) => {
      const project = current.get()
      project.store.datasets.rename(findDataset(project, dataset).id, name)
      tellDatasets(project)
      return findDataset(project, dataset)
    },
    findPictures: async ({ dataset, query }) => ({
      pictures: await importer.use().find(folderOf(dataset), withoutAbsent(query))
    }),
    getPicture: async ({ dataset, picture }) => {
      within(dataset, [picture])
      const detail = await importer.use().detail(folderOf(dataset), picture)
      const path = pathOf(findDataset(current.get(), dataset), detail.file)
      return { ...detail, ...(path !== undefined && { path }) }
    },
    getPictureLabels: ({ dataset, pictures }) => {
      within(dataset, pictures)
      return importer.use().labels(folderOf(dataset), pictures)
    },
    getDatasetFacts: async ({ dataset }) => ({
      dataset,
      ...(await importer.use().facts(folderOf(dataset)))
    }),
    getDatasetStatistics: async ({ dataset }) => ({
      dataset,
      ...(await importer.use().statistics(folderOf(dataset)))
    }),
    // The journal beside the pictures is written first; the row follows from it.
    changeDataset: async ({ dataset: id, changes }) => {
      const project = current.get()
      for (const { pictures } of changes) within(id, pictures)
      const { state, undo } = await importer.use().change(folderOf(id), changes)
      project.store.datasets.setContent(id, { ...state, journal: project.journalBytes(id) })
      if (changes.some(({ kind }) => kind !== 'label')) tellDatasets(project)
      return { dataset: findDataset(project, id), undo }
    },
    revealFile: ({ dataset, file }) => {
      const path = pathOf(findDataset(current.get(), dataset), file)
      if (!needs.revealFile || path === undefined) {
        throw new StudioError(
          'dataset/no-file',
          `“${file}” cannot be shown: it is not in a folder of this machine any more.`
        )
      }
      needs.revealFile(path)
    }
  }
}

/** A data set that is there and not deleted. */
export function findDataset({ store }: OpenProject, id: string): Dataset {
  const found = store.datasets.list().find((dataset) => dataset.id === id)
  if (!found) throw unknownDataset(id)
  return found
}

function unknownDataset(id: string): StudioError {
  return new StudioError(
    'dataset/unknown',
    `There is no data set "${id}" in this project; it may have been deleted.`
  )
}

// Where a file of a data set still is, if its source is a folder; never outside of it.
function pathOf({ source }: Dataset, file: string): string | undefined {
  if (!isAbsolute(source)) return undefined
  const path = join(source, file)
  const isInside = !relative(source, path).startsWith('..')
  return isInside && existsSync(path) ? path : undefined
}

// A field that is absent, and one that is there but undefined, mean the same on the wire only.
function withoutAbsent(query: object): DatasetQuery {
  return JSON.parse(JSON.stringify(query)) as DatasetQuery
}
